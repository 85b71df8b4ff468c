import { stripVTControlCharacters } from 'node:util';
import { ServiceError, type ServiceFault } from './errors.ts';

const KNOWN: readonly { pattern: RegExp; code: ServiceFault; reason: string; remedy: string }[] = [
  {
    pattern: /no space left on device|ENOSPC|disk quota exceeded|disk full/i,
    code: 'disk_full',
    reason: 'no space is left on the disk of FOLDER.',
    remedy: 'Free some space and start again.',
  },
  {
    pattern: /address already in use|EADDRINUSE/i,
    code: 'port_taken',
    reason: 'another program listens on its port.',
    remedy: 'End that program, or choose another port.',
  },
  {
    pattern: /DBPathInUse|another mongod instance is already running/i,
    code: 'in_use',
    reason: 'another process uses its files in FOLDER.',
    remedy: 'Stop that process and start again.',
  },
  {
    pattern:
      /featureCompatibilityVersion|UPGRADE PROBLEM|database version .* is incompatible|Can't handle RDB format/i,
    code: 'wrong_version',
    reason: 'the files in FOLDER were written by another version of it.',
    remedy: 'Run the version that wrote them, or move that folder away to begin with an empty one.',
  },
  {
    pattern:
      /permission denied|operation not permitted|IllegalOperation: Attempted to create a lock file on a read-only/i,
    code: 'not_allowed',
    reason: 'this user may not use the files in FOLDER.',
    remedy: 'Change their owner or their permissions.',
  },
];

/** Reads from the log of a server that ended at once why it did. */
export function explainLog(title: string, folder: string, log: string): ServiceError {
  for (const { pattern, code, reason, remedy } of KNOWN) {
    if (!pattern.test(log)) continue;
    return new ServiceError(code, `${title} ended at once: ${reason.replace('FOLDER', folder)}`, remedy);
  }
  const [said = ''] = stripVTControlCharacters(log).split('\nStack backtrace:');
  const lines = said.trim().split('\n').slice(-8).join('\n');
  return new ServiceError(
    'failed',
    `${title} ended at once, and its last words were:\n${lines}\n`,
    `Its log is in ${folder}.`,
  );
}
