import { describe, expect, it } from 'vitest';
import { EnvironmentError, readEnvironment } from './environment.ts';

const SECRET = '4f1c0de98ab27635e0d9c8b7a6f5e4d3';

const local = {
  MONGO_URL: 'mongodb://127.0.0.1:27017/sportello',
  MEILI_URL: 'http://127.0.0.1:7700',
  MEILI_MASTER_KEY: 'a-key-of-the-search-engine',
  ORIGIN: 'http://localhost:3000',
  AUTH_SECRET: SECRET,
};
const production = {
  ...local,
  NODE_ENV: 'production',
  MONGO_URL: 'mongodb://sportello:parola@mongo:27017/sportello?replicaSet=rs0&authSource=admin',
  REDIS_URL: 'redis://:parola@redis:6379',
  MEILI_URL: 'http://meilisearch:7700',
  ORIGIN: 'https://help.example',
};

/** Why a process does not start with some settings; null when it does. */
function faultOf(settings: Readonly<Record<string, string | undefined>>): string | null {
  try {
    readEnvironment(settings);
    return null;
  } catch (error) {
    if (error instanceof EnvironmentError) return error.message;
    throw error;
  }
}

describe('a process starts (CFG-01)', () => {
  it.each([
    ['on one machine', local],
    ['in production', production],
    ['in production beside its servers', { ...local, NODE_ENV: 'production' }],
    [
      'with a replica set of three',
      { ...production, MONGO_URL: 'mongodb://u:p@a:27017,b:27017,c.example:27018/x' },
    ],
    [
      'with servers that are found by name',
      { ...production, MONGO_URL: 'mongodb+srv://u:p@cluster.example/x' },
    ],
    ['without Redis', { ...production, REDIS_URL: '' }],
  ])('%s', (_, settings) => {
    expect(faultOf(settings)).toBeNull();
  });
});

describe('a process refuses to start, with one line that names the setting (CFG-01)', () => {
  it.each([
    ['without a secret', { AUTH_SECRET: undefined }, 'AUTH_SECRET'],
    ['with a short one', { AUTH_SECRET: 'short' }, 'AUTH_SECRET'],
    ['with one that is none', { AUTH_SECRET: 'changemechangemechangemechangeme' }, 'AUTH_SECRET'],
    ['with one of a single letter', { AUTH_SECRET: 'x'.repeat(64) }, 'AUTH_SECRET'],
    ['without an origin', { ORIGIN: undefined }, 'ORIGIN'],
    ['with an origin over http', { ORIGIN: 'http://help.example' }, 'ORIGIN'],
    ['with one that only begins like this machine', { ORIGIN: 'http://localhost.evil.example' }, 'ORIGIN'],
    ['without a database', { MONGO_URL: undefined }, 'MONGO_URL'],
    ['with an address that is none', { MONGO_URL: 'mongodb://' }, 'MONGO_URL'],
    ['with a database that anybody may open', { MONGO_URL: 'mongodb://mongo:27017/x' }, 'MONGO_URL'],
    ['with one of several that anybody may open', { MONGO_URL: 'mongodb://127.0.0.1,mongo/x' }, 'MONGO_URL'],
    ['without a key of the search engine', { MEILI_MASTER_KEY: undefined }, 'MEILI_MASTER_KEY'],
    ['with a short one of it', { MEILI_MASTER_KEY: 'masterKey' }, 'MEILI_MASTER_KEY'],
    ['with a Redis that anybody may open', { REDIS_URL: 'redis://redis:6379' }, 'REDIS_URL'],
  ])('%s', (_, changed, setting) => {
    const fault = faultOf({ ...production, ...changed });
    expect(fault?.split('\n')).toEqual([expect.stringMatching(new RegExp(`^${setting}: .{10,}`, 'u'))]);
    // What is wrong with a secret is said without the secret.
    expect(fault).not.toContain('parola');
  });

  it('says all that is wrong at once', () => {
    expect(faultOf({ NODE_ENV: 'production' })?.split('\n').length).toBeGreaterThanOrEqual(5);
  });
});
