import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Installation, openInstallation } from '@sportello/domain';
import type { Chance } from '@sportello/models';
import {
  type ApplicationOptions,
  freePort,
  startApplication,
  startMeilisearch,
  startMongo,
  startRedis,
} from '@sportello/services';
import { MailServer } from '../mail/mailServer.ts';
import { Wire } from '../wire/wire.ts';
import { FrontProxy } from './frontProxy.ts';
import { Part } from './part.ts';

/** What a cluster consists of. */
export interface ClusterOptions {
  /** The product's top folder, built. */
  readonly root: string;
  /** Realtime processes. */
  readonly nodes: number;
  readonly chance: Chance;
  /** Processes for pages; with them stands the proxy that tells pages from sockets. None when missing. */
  readonly webs?: number;
  /** Settings of all our processes beside those they need. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** As in docker-compose.yml: how many proxies the pages' own server believes. */
const WEB_SETTINGS = { ADDRESS_HEADER: 'X-Forwarded-For', XFF_DEPTH: '1' };
const DATABASE = 'chaos';
const MEILI_KEY = 'master-key-of-the-chaos-runs';
/** Seconds after which a burst is over: short, so that mails leave while things break. */
const MAIL_QUIET = 6;
const SECRET = 'a-secret-of-the-chaos-runs-that-is-long-enough';

/** A process of ours and the port people reach it at. */
export interface Node {
  readonly part: Part;
  readonly port: number;
}

/**
 * The real topology on one machine: MongoDB, Redis, Meilisearch, several realtime processes and a worker; on demand also
 * pages and the proxy before it all, as in docker-compose.yml. People reach the installation over a wire; the last of the
 * realtime processes reaches MongoDB over another one.
 */
export class Cluster {
  readonly mongo: Part;
  readonly redis: Part;
  readonly meilisearch: Part;
  readonly nodes: readonly Node[];
  readonly worker: Part;
  /** Where the worker's mails go. */
  readonly mail: MailServer;
  /** Processes for pages. */
  readonly webs: readonly Node[];
  /** Before pages and realtime processes; stands only where there are pages. */
  readonly proxy: FrontProxy;
  /** Between people and realtime processes. */
  readonly front: Wire;
  /** Between the last realtime process and MongoDB. */
  readonly back: Wire;
  /** Where people reach the installation. */
  readonly url: string;
  readonly #folder: string;
  readonly #chance: Chance;
  readonly #ports: Ports;
  #settings: Readonly<Record<string, string>>;

  constructor({ root, chance, settings = {} }: ClusterOptions, folder: string, ports: Ports) {
    this.#folder = folder;
    this.#chance = chance;
    this.#ports = ports;
    this.#settings = settings;
    this.url = `http://127.0.0.1:${ports.front}`;
    const app = (
      name: string,
      port: number,
      env: Record<string, string>,
      how: Pick<ApplicationOptions, 'program' | 'readyPath'> = {},
    ): Part =>
      new Part(name, () =>
        startApplication({
          title: name,
          root,
          folder: join(folder, name),
          port,
          env: { ...this.#environment(), ...env },
          ...how,
        }),
      );
    const dataDir = join(folder, 'mongo');
    this.mongo = new Part('mongod', () => startMongo({ dataDir, port: ports.mongo }));
    this.redis = new Part('redis', () => startRedis({ port: ports.redis }));
    this.meilisearch = new Part('meilisearch', () =>
      startMeilisearch({ dataDir: join(folder, 'meilisearch'), masterKey: MEILI_KEY, port: ports.meili }),
    );
    this.nodes = ports.nodes.map((port, index) => {
      const isLast = index === ports.nodes.length - 1;
      const mongoUrl = `mongodb://127.0.0.1:${ports.back}/${DATABASE}?directConnection=true`;
      return { port, part: app(`realtime-${index + 1}`, port, isLast ? { MONGO_URL: mongoUrl } : {}) };
    });
    this.mail = new MailServer(ports.mail, chance);
    this.worker = app('worker', ports.worker, {
      WORKER: '1',
      REALTIME: '0',
      SMTP_URL: this.mail.url,
      MAIL_FROM: 'assistenza@provider.example',
      MAIL_QUIET: String(MAIL_QUIET),
    });
    this.webs = ports.webs.map((port, index) => ({
      port,
      part: app(`web-${index + 1}`, port, WEB_SETTINGS, {
        program: 'apps/web/build/index.js',
        readyPath: '/login',
      }),
    }));
    this.proxy = new FrontProxy({ realtime: ports.nodes, web: ports.webs });
    const targets = ports.webs.length > 0 ? [ports.proxy] : ports.nodes;
    this.front = new Wire({ targets: () => targets, chance, isAware: true });
    this.back = new Wire({ targets: () => [ports.mongo], chance });
  }

  /** All processes, those first that the others need. */
  get parts(): readonly Part[] {
    return [this.mongo, this.redis, this.meilisearch, ...this.#applications];
  }

  get #applications(): readonly Part[] {
    return [...[...this.nodes, ...this.webs].map(({ part }) => part), this.worker];
  }

  get chance(): Chance {
    return this.#chance;
  }

  get redisPort(): number {
    return this.#ports.redis;
  }

  /** The installation as the harness itself sees it: for preparing and for final reads. */
  openInstallation(): Promise<Installation> {
    const { mongo, meili } = this.#ports;
    return openInstallation({
      mongoUrl: `mongodb://127.0.0.1:${mongo}/${DATABASE}?replicaSet=rs0`,
      meiliUrl: `http://127.0.0.1:${meili}`,
      meiliKey: MEILI_KEY,
      searchPrefix: DATABASE,
      secret: SECRET,
      origin: this.url,
    });
  }

  /** Starts the servers and opens the wires. */
  async startServers(): Promise<void> {
    await Promise.all([this.mongo.start(), this.redis.start(), this.meilisearch.start()]);
    const { front, back, proxy, webs } = this.#ports;
    await Promise.all([this.front.listen(front), this.back.listen(back), this.mail.open()]);
    if (webs.length > 0) await this.proxy.listen(proxy);
  }

  /** Starts our own processes. */
  async startApplications(): Promise<void> {
    await Promise.all(this.#applications.map((part) => part.start()));
  }

  /** Starts the realtime processes again with other settings beside those they need. */
  async restartNodes(settings: Readonly<Record<string, string>>): Promise<void> {
    await this.#restart(
      this.nodes.map(({ part }) => part),
      settings,
    );
  }

  /** Starts the worker again with other settings beside those it needs. */
  async restartWorker(settings: Readonly<Record<string, string>>): Promise<void> {
    await this.#restart([this.worker], settings);
  }

  async #restart(parts: readonly Part[], settings: Readonly<Record<string, string>>): Promise<void> {
    await Promise.all(parts.map((part) => part.stop()));
    this.#settings = settings;
    await Promise.all(parts.map((part) => part.start()));
  }

  /** What our processes wrote that nobody may write: faults that nothing caught. */
  async complaints(): Promise<string[]> {
    const logs = await Promise.all(
      this.#applications.flatMap(({ name }) =>
        ['output.log', 'output.log.1'].map((file) =>
          readFile(join(this.#folder, name, file), 'utf8').catch(() => ''),
        ),
      ),
    );
    return logs.flatMap((log) =>
      log.split('\n').filter((line) => /unhandled|uncaught|"level":60|FATAL ERROR/iu.test(line)),
    );
  }

  /** Ends everything and removes its data. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#applications.map((part) => part.stop()));
    await Promise.allSettled([
      this.mongo.stop(),
      this.redis.stop(),
      this.meilisearch.stop(),
      this.proxy.close(),
      this.front.close(),
      this.back.close(),
      this.mail.close(),
    ]);
    await rm(this.#folder, { recursive: true, force: true });
  }

  #environment(): Record<string, string> {
    const { mongo, meili, redis } = this.#ports;
    return {
      MONGO_URL: `mongodb://127.0.0.1:${mongo}/${DATABASE}?replicaSet=rs0`,
      MEILI_URL: `http://127.0.0.1:${meili}`,
      MEILI_MASTER_KEY: MEILI_KEY,
      SEARCH_PREFIX: DATABASE,
      REDIS_URL: `redis://127.0.0.1:${redis}`,
      ORIGIN: this.url,
      AUTH_SECRET: SECRET,
      LOG_LEVEL: 'warn',
      NODE_ENV: 'production',
      ...this.#settings,
    };
  }
}

interface Ports {
  readonly mongo: number;
  readonly redis: number;
  readonly meili: number;
  readonly front: number;
  readonly back: number;
  readonly worker: number;
  readonly proxy: number;
  readonly mail: number;
  readonly nodes: readonly number[];
  readonly webs: readonly number[];
}

async function choosePorts(nodes: number, webs: number): Promise<Ports> {
  const chosen = new Set<number>();
  while (chosen.size < 8 + nodes + webs) chosen.add(await freePort());
  const [mongo = 0, redis = 0, meili = 0, front = 0, back = 0, worker = 0, proxy = 0, mail = 0, ...rest] =
    chosen;
  return {
    mongo,
    redis,
    meili,
    front,
    back,
    worker,
    proxy,
    mail,
    nodes: rest.slice(0, nodes),
    webs: rest.slice(nodes),
  };
}

/** Lays out a cluster in a folder of its own; nothing runs yet. */
export async function layOutCluster(options: ClusterOptions): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), 'sportello-chaos-'));
  await mkdir(folder, { recursive: true });
  return new Cluster(options, folder, await choosePorts(options.nodes, options.webs ?? 0));
}
