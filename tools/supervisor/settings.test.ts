import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';

test('without anything said, port 3000, ./data and the demo', () => {
  expect(readSettings({}, [], '/srv/sportello')).toEqual({
    port: 3000,
    dataDir: '/srv/sportello/data',
    origin: 'http://localhost:3000',
    demo: true,
  });
});

test('empty variables count as missing', () => {
  expect(readSettings({ PORT: '', MONGO_URL: '', ORIGIN: '' }, [], '/')).toMatchObject({
    port: 3000,
    demo: true,
  });
});

test.each([
  [{ PORT: 'many' }, /PORT must be a number/],
  [{ PORT: '70000' }, /PORT must be 65535 or less/],
  [{ MONGO_URL: 'localhost:27017' }, /MONGO_URL must begin with mongodb:\/\//],
  [{ REDIS_URL: 'http://localhost' }, /REDIS_URL must begin with redis:\/\//],
  [{ MEILI_MASTER_KEY: 'short' }, /MEILI_MASTER_KEY must have 16 characters or more/],
])('%o is refused by name', (env, words) => {
  expect(() => readSettings(env, [], '/')).toThrow(words);
});

test('the demo is for a database of our own, or asked for by name, and never for production', () => {
  const mine = { MONGO_URL: 'mongodb://db/real' };
  expect(readSettings(mine, [], '/').demo).toBe(false);
  expect(readSettings(mine, ['--demo'], '/').demo).toBe(true);
  expect(readSettings({ NODE_ENV: 'production' }, [], '/').demo).toBe(false);
  expect(() => readSettings({ NODE_ENV: 'production' }, ['--demo'], '/')).toThrow(/not for production/);
});
