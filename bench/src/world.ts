import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SportelloClient, signIn } from '@sportello/core/client';
import {
  freePort,
  type Service,
  startApplication,
  startMeilisearch,
  startMongo,
  startRedis,
} from '@sportello/services';

const KEY = 'master-key-of-the-benchmark';
const SECRET = 'a-secret-of-the-benchmark-that-is-long-enough';
const PASSWORD = 'prova-sportello';

/** How much is measured. */
export interface Scale {
  /** Milliseconds of a sustained load. */
  readonly load: number;
  /** Messages of a measurement of delays. */
  readonly messages: number;
  /** Tickets of the big list. */
  readonly tickets: number;
  /** Entries of the long thread. */
  readonly thread: number;
  /** Sockets that idle, and that are cut at once. */
  readonly sockets: number;
}

/** Quick enough to be run between two changes; `full` is what the figures ask for. */
export const scales: Readonly<Record<'quick' | 'full', Scale>> = {
  quick: { load: 4_000, messages: 150, tickets: 20_000, thread: 20_000, sockets: 300 },
  full: { load: 15_000, messages: 1_000, tickets: 100_000, thread: 100_000, sockets: 2_000 },
};

/** The servers that are measured, and people signed in to them. */
export interface World {
  readonly root: string;
  readonly scale: Scale;
  readonly mongoUrl: string;
  readonly mongoPid: number;
  readonly meiliUrl: string;
  readonly meiliKey: string;
  /** The application with the demo: everything in one process. */
  readonly app: Service;
  /**
   * Works with a further realtime process, which ends afterwards: what is measured next has one again.
   * @param database whose data it serves, and searches in indexes of that name; the same data as `app` where there is none
   */
  withNode<T>(database: string | null, work: (url: string) => Promise<T>): Promise<T>;
  /** A database of its own on the same server. */
  databaseUrl(name: string): string;
  /** A connected client of somebody of the cast. */
  client(email: string, url?: string): Promise<SportelloClient>;
  /** The session cookie of somebody of the cast. */
  cookie(email: string, url?: string): Promise<string>;
  close(): Promise<void>;
}

/** Starts real servers and the built application on data of their own. */
export async function openWorld(root: string, scale: Scale, report: (text: string) => void): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'sportello-bench-'));
  const [mongo, meili, redis] = await Promise.all([
    startMongo({ dataDir: join(folder, 'mongo'), report }),
    startMeilisearch({ dataDir: join(folder, 'meilisearch'), masterKey: KEY, report }),
    startRedis({ dataDir: join(folder, 'redis') }),
  ]);
  const databaseUrl = (name: string): string => {
    const url = new URL(mongo.url);
    url.pathname = `/${name}`;
    return url.href;
  };
  const start = async (title: string, parts: Readonly<Record<string, string>>): Promise<Service> => {
    const port = await freePort();
    return startApplication({
      title,
      root,
      port,
      folder: join(folder, title.replaceAll(' ', '-')),
      env: {
        MONGO_URL: databaseUrl('bench'),
        MEILI_URL: meili.url,
        MEILI_MASTER_KEY: KEY,
        REDIS_URL: redis.url,
        AUTH_SECRET: SECRET,
        ORIGIN: `http://localhost:${port}`,
        LOG_LEVEL: 'warn',
        DEMO: '1',
        ...parts,
      },
      patience: 240_000,
    });
  };
  report('Starting the application with the demo.');
  const app = await start('application', { WEB: '1', WORKER: '1' });
  const clients: SportelloClient[] = [];
  const cookies = new Map<string, Promise<string>>();
  const cookie = (email: string, url = app.url): Promise<string> => {
    const known = cookies.get(email + url);
    const found = known ?? signInAs(url, email);
    cookies.set(email + url, found);
    return found;
  };

  return {
    root,
    scale,
    app,
    databaseUrl,
    cookie,
    mongoUrl: mongo.url,
    mongoPid: mongo.pid,
    meiliUrl: meili.url,
    meiliKey: KEY,
    withNode: async (database, work) => {
      const node = await start(
        `node of ${database ?? 'bench'}`,
        database === null ? {} : { MONGO_URL: databaseUrl(database), SEARCH_PREFIX: database },
      );
      try {
        return await work(node.url);
      } finally {
        await node.stop();
      }
    },
    client: async (email, url = app.url) => {
      const own = await cookie(email, url);
      const client = new SportelloClient({ url, cookie: () => own });
      clients.push(client);
      client.open();
      await until(() => client.liveness === 'live', 15_000);
      return client;
    },
    close: async () => {
      for (const client of clients) client.close();
      await app.stop();
      await Promise.all([mongo.stop(), meili.stop(), redis.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function signInAs(url: string, email: string): Promise<string> {
  const session = await signIn(url, email, PASSWORD);
  if (!session.ok) throw new Error(`${email} cannot sign in: ${session.code}`);
  return session.data.cookie;
}

/** Waits for a condition, looking often. @throws when it does not come true in time */
export async function until(isTrue: () => boolean, patience: number): Promise<void> {
  const end = performance.now() + patience;
  while (!isTrue()) {
    if (performance.now() > end) throw new Error('what was waited for did not happen');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** Milliseconds of processor time a process has used so far (Linux). */
export async function cpuOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // Fields 14 and 15 of proc(5), in ticks of a hundredth of a second.
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Bytes of memory a process holds (Linux). */
export async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/u.exec(status)?.[1] ?? 0) * 1_024;
}
