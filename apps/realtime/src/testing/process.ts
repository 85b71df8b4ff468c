import { createServer } from 'node:http';
import { type ClientListener, SportelloClient, signIn } from '@sportello/core/client';
import {
  DEMO_PASSWORD,
  type InstallationOptions,
  openInstallation,
  readEnvironment,
} from '@sportello/domain';
import { openTestInstallation, type TestInstallation } from '@sportello/domain/testing';
import { demoPerson, type PersonId } from '@sportello/models';
import { databaseUrl, servers, uniqueName } from '@sportello/services/testing';
import { pino } from 'pino';
import { openProcess, type RunningProcess } from '../process.ts';

/** A realtime process of a test's own, and people signed in to it. */
export interface TestProcess {
  readonly url: string;
  /** A connected client of somebody of the cast; each call is a device of its own. */
  client(person: PersonId, listener?: ClientListener): Promise<SportelloClient>;
  /** The session cookie of somebody of the cast, a new session at each call. */
  cookie(person: PersonId): Promise<string>;
  close(): Promise<void>;
}

/** Some processes on one database. */
export interface TestCluster {
  readonly world: TestInstallation;
  readonly processes: readonly TestProcess[];
  /** A connected client of somebody of the cast on one of the processes. */
  client(node: number, person: PersonId, listener?: ClientListener): Promise<SportelloClient>;
  close(): Promise<void>;
}

const SECRET = 'a-secret-of-the-tests-that-is-long-enough';

async function start(database: string, redis: boolean, now: () => number): Promise<TestProcess> {
  const { meiliUrl, meiliKey, redisUrl } = servers();
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    const probe = createServer().listen(0, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
  const url = `http://localhost:${port}`;
  const options: InstallationOptions = {
    mongoUrl: databaseUrl(database),
    meiliUrl,
    meiliKey,
    searchPrefix: database,
    secret: SECRET,
    origin: url,
    demo: true,
    now,
  };
  const installation = await openInstallation(options);
  const env = readEnvironment({
    MONGO_URL: options.mongoUrl,
    MEILI_URL: meiliUrl,
    MEILI_MASTER_KEY: meiliKey,
    ORIGIN: url,
    AUTH_SECRET: SECRET,
    PORT: String(port),
    DEMO: '1',
    ...(redis && { REDIS_URL: redisUrl }),
  });
  const running: RunningProcess = await openProcess({
    env,
    installation,
    server,
    log: pino({ level: 'silent' }),
  });
  const clients: SportelloClient[] = [];
  const cookie = async (person: PersonId): Promise<string> => {
    const session = await signIn(url, demoPerson(person).email, DEMO_PASSWORD);
    if (!session.ok) throw new Error(`${person} cannot sign in: ${session.code}`);
    return session.data.cookie;
  };
  return {
    url,
    cookie,
    client: async (person, listener) => {
      const own = await cookie(person);
      const client = new SportelloClient({ url, cookie: () => own }, listener);
      clients.push(client);
      const live = new Promise<void>((resolve) => {
        const look = setInterval(() => {
          if (client.liveness !== 'live') return;
          clearInterval(look);
          resolve();
        }, 5);
      });
      client.open();
      await live;
      return client;
    },
    close: async () => {
      for (const client of clients) client.close();
      await running.close();
    },
  };
}

/**
 * Opens processes on a database of the test's own with the cast.
 * @param count how many
 * @param redis whether they are joined for typing and presence
 */
export async function openTestCluster(count: number, redis = false): Promise<TestCluster> {
  const name = uniqueName('realtime');
  const world = await openTestInstallation(
    { mongoUrl: databaseUrl(name), meiliUrl: servers().meiliUrl, meiliKey: servers().meiliKey },
    name,
  );
  const processes: TestProcess[] = [];
  for (let index = 0; index < count; index += 1)
    processes.push(await start(name, redis, world.installation.now));
  return {
    world,
    processes,
    client: (node, person, listener) => {
      const one = processes[node];
      if (!one) throw new Error(`there is no process ${node}`);
      return one.client(person, listener);
    },
    close: async () => {
      for (const one of processes) await one.close();
      await world.close();
    },
  };
}

/** Waits until something is true. @throws after ten seconds with what was waited for */
export async function eventually(what: string, isTrue: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!isTrue()) {
    if (Date.now() > end) throw new Error(`it did not happen: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
