import { expect, test } from 'vitest';
import { explainLog } from './log.ts';

test.each([
  ['write failed: No space left on device', 'disk_full', 'Free some space'],
  ['Failed to set up listener: SocketException: Address already in use', 'port_taken', 'choose another port'],
  ['DBException in initAndListen: DBPathInUse', 'in_use', 'Stop that process'],
  [
    'Your database version (1.9.0) is incompatible with your current engine version',
    'wrong_version',
    'Run the version',
  ],
  ['Permission denied (os error 13)', 'not_allowed', 'Change their owner'],
])('the log line "%s" is explained as %s', (line, code, remedy) => {
  const error = explainLog('MongoDB', '/data/mongo', `first line\n${line}\n`);
  expect(error).toMatchObject({ code, message: expect.stringContaining(remedy) });
});

test('a log without a known cause is shown itself', () => {
  expect(explainLog('MongoDB', '/data/mongo', 'something\nquite new').message).toContain('quite new');
});
