import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Installation, openInstallation } from '@sportello/domain';
import type { Chance } from '@sportello/models';
import { freePort, startApplication, startMeilisearch, startMongo, startRedis } from '@sportello/services';
import { Wire } from '../wire/wire.ts';
import { Part } from './part.ts';

/** What a cluster consists of. */
export interface ClusterOptions {
  /** The product's top folder, built. */
  readonly root: string;
  /** Realtime processes. */
  readonly nodes: number;
  readonly chance: Chance;
}

const DATABASE = 'chaos';
const MEILI_KEY = 'master-key-of-the-chaos-runs';
const SECRET = 'a-secret-of-the-chaos-runs-that-is-long-enough';

/** A process of ours and the port people reach it at. */
export interface Node {
  readonly part: Part;
  readonly port: number;
}

/**
 * The real topology on one machine: MongoDB, Redis, Meilisearch, several realtime processes and a worker. People reach
 * the realtime processes over a wire; the last of these reaches MongoDB over another one.
 */
export class Cluster {
  readonly mongo: Part;
  readonly redis: Part;
  readonly meilisearch: Part;
  readonly nodes: readonly Node[];
  readonly worker: Part;
  /** Between people and realtime processes. */
  readonly front: Wire;
  /** Between the last realtime process and MongoDB. */
  readonly back: Wire;
  /** Where people reach the installation. */
  readonly url: string;
  readonly #folder: string;
  readonly #chance: Chance;
  readonly #ports: Ports;

  constructor(root: string, folder: string, ports: Ports, chance: Chance) {
    this.#folder = folder;
    this.#chance = chance;
    this.#ports = ports;
    this.url = `http://127.0.0.1:${ports.front}`;
    const app = (name: string, port: number, env: Record<string, string>): Part =>
      new Part(name, () =>
        startApplication({
          title: name,
          root,
          folder: join(folder, name),
          port,
          env: { ...this.#environment(), ...env },
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
    this.worker = app('worker', ports.worker, { WORKER: '1', REALTIME: '0' });
    this.front = new Wire({ targets: () => ports.nodes, chance, isAware: true });
    this.back = new Wire({ targets: () => [ports.mongo], chance });
  }

  /** All processes, those first that the others need. */
  get parts(): readonly Part[] {
    return [this.mongo, this.redis, this.meilisearch, ...this.nodes.map(({ part }) => part), this.worker];
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
    await Promise.all([this.front.listen(this.#ports.front), this.back.listen(this.#ports.back)]);
  }

  /** Starts our own processes. */
  async startApplications(): Promise<void> {
    await Promise.all([...this.nodes.map(({ part }) => part.start()), this.worker.start()]);
  }

  /** What our processes wrote that nobody may write: faults that nothing caught. */
  async complaints(): Promise<string[]> {
    const names = [...this.nodes.map(({ part }) => part.name), this.worker.name];
    const logs = await Promise.all(
      names.flatMap((name) =>
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
    await Promise.allSettled([...this.nodes.map(({ part }) => part.stop()), this.worker.stop()]);
    await Promise.allSettled([
      this.mongo.stop(),
      this.redis.stop(),
      this.meilisearch.stop(),
      this.front.close(),
      this.back.close(),
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
  readonly nodes: readonly number[];
}

async function choosePorts(nodes: number): Promise<Ports> {
  const chosen = new Set<number>();
  while (chosen.size < 6 + nodes) chosen.add(await freePort());
  const [mongo = 0, redis = 0, meili = 0, front = 0, back = 0, worker = 0, ...rest] = chosen;
  return { mongo, redis, meili, front, back, worker, nodes: rest };
}

/** Lays out a cluster in a folder of its own; nothing runs yet. */
export async function layOutCluster({ root, nodes, chance }: ClusterOptions): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), 'sportello-chaos-'));
  await mkdir(folder, { recursive: true });
  return new Cluster(root, folder, await choosePorts(nodes), chance);
}
