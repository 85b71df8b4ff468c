import { inject } from 'vitest';

/** Where the real servers of this test run answer. */
export interface Servers {
  /** Replica set and no database: every test file names its own. */
  mongoUrl: string;
  meiliUrl: string;
  /** The master key of Meilisearch. */
  meiliKey: string;
  redisUrl: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    servers: Servers;
  }
}

/**
 * The servers of this test run, shared by all test files: use a database, an index prefix and a key prefix of your
 * own, such as `uniqueName()`.
 */
export function servers(): Servers {
  return inject('servers');
}

/** A name no other test uses, fit for a database, an index prefix or a key prefix. */
export function uniqueName(base: string): string {
  return `${base}_${process.pid.toString(36)}_${Math.random().toString(36).slice(2, 10)}`;
}

/** The address of a database of this name on the MongoDB of this test run. */
export function databaseUrl(name: string): string {
  const url = new URL(servers().mongoUrl);
  url.pathname = `/${name}`;
  return url.href;
}
