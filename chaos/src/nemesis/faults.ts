import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { pick } from '@sportello/domain';
import type { Cluster } from '../cluster/cluster.ts';
import type { Part } from '../cluster/part.ts';
import type { WireCounts, WireFaults } from '../wire/faults.ts';
import { mailFaults } from './mailFaults.ts';

/** What a fault needs to know of a run. */
export interface Battlefield {
  readonly cluster: Cluster;
  /** How search answers now: true when the engine does. */
  readonly searchWorks: () => Promise<boolean>;
  /** True while a mail waits because nobody listened where it was to go. */
  readonly mailWaits: () => Promise<boolean>;
  /** Milliseconds that are waited for somebody to write into a fault that bites only then. */
  readonly bait: number;
}

/** A fault that is on. */
export interface Struck {
  /** What the harness saw of it at once; null when it shows only with time. */
  readonly proved: boolean | null;
  /** Ends it; answers whether it was seen to bite. Views must be whole again soon after. */
  heal(): Promise<boolean>;
}

/** Begins a fault. */
export type Fault = (field: Battlefield) => Promise<Struck>;

const between = (least: number, most: number, { chance }: Cluster): number =>
  least + (most - least) * chance();

/** Ends a process as a power cut does, and starts it again after a while. */
async function killAndRestart(
  part: Part,
  away: number,
  bit: () => Promise<boolean> = async () => true,
): Promise<Struck> {
  const isKilled = await part.kill();
  const proved = isKilled && (await bit());
  return {
    proved,
    heal: async () => {
      await delay(away);
      await part.start();
      return proved;
    },
  };
}

const killRealtime: Fault = async ({ cluster }) => {
  const { part, port } = pick(cluster.nodes, cluster.chance);
  const links = cluster.front.linksTo(port);
  return killAndRestart(part, between(500, 2_000, cluster), async () => links > 0);
};

const killWorker: Fault = ({ cluster }) => killAndRestart(cluster.worker, between(300, 1_500, cluster));

const killMongod: Fault = ({ cluster }) => killAndRestart(cluster.mongo, between(300, 1_500, cluster));

const killRedis: Fault = ({ cluster }) =>
  killAndRestart(
    cluster.redis,
    between(1_500, 3_000, cluster),
    async () => !(await redisAnswers(cluster.redisPort)),
  );

const killMeilisearch: Fault = ({ cluster, searchWorks }) =>
  killAndRestart(cluster.meilisearch, between(800, 2_000, cluster), async () => !(await searchWorks()));

/** Every process that holds or carries a message, at the same moment. */
const killEverything: Fault = async ({ cluster }) => {
  const parts = [cluster.mongo, cluster.worker, ...cluster.nodes.map(({ part }) => part)];
  const killed = await Promise.all(parts.map((part) => part.kill()));
  const proved = killed.every(Boolean);
  return {
    proved,
    heal: async () => {
      await delay(between(200, 1_000, cluster));
      await cluster.mongo.start();
      await cluster.startApplications();
      return proved;
    },
  };
};

/** A Redis that hangs is worse than one that is gone: nobody is told. */
const pauseRedis: Fault = async ({ cluster }) => {
  const isDeaf = async (): Promise<boolean> => !(await redisAnswers(cluster.redisPort));
  const pausing = cluster.redis.pause(between(3_000, 5_000, cluster), isDeaf);
  return { proved: null, heal: () => pausing };
};

/** A wire that misbehaves for a while. */
function onTheWire(
  change: Partial<WireFaults>,
  least: number,
  bit: (before: WireCounts, after: WireCounts) => boolean,
): Fault {
  return async ({ cluster: { front }, bait }) => {
    const before = { ...front.counts };
    front.faults = { ...front.usual, ...change };
    return {
      proved: null,
      heal: async () => {
        const until = performance.now() + least;
        // Some bite only when somebody happens to write.
        while (performance.now() < until || (!bit(before, front.counts) && performance.now() < until + bait))
          await delay(50);
        front.faults = front.usual;
        return bit(before, front.counts);
      },
    };
  };
}

const cutAnswers = onTheWire(
  { cutAnswer: 0.3 },
  3_000,
  (before, after) => after.cutAnswers >= before.cutAnswers + 5 && after.repeats > before.repeats,
);

const lossyNetwork = onTheWire(
  { delay: 15, stall: 0.03, reset: 0.001 },
  4_000,
  (before, after) => after.stalled > before.stalled && after.reset > before.reset,
);

const lostPushes = onTheWire(
  { dropPushes: 25 },
  500,
  (before, after) => after.droppedPushes > before.droppedPushes,
);

/** One realtime process loses sight of the database, and nobody tells it. */
const blindNode: Fault = async ({ cluster }) => {
  const before = cluster.back.counts.frozenBytes;
  cluster.back.freeze();
  return {
    proved: null,
    heal: async () => {
      await delay(between(2_500, 4_000, cluster));
      cluster.back.thaw();
      return cluster.back.counts.frozenBytes > before;
    },
  };
};

/** One realtime process stands still and wakes up with an old view of the world. */
const pauseRealtime: Fault = async ({ cluster }) => {
  const { part, port } = pick(cluster.nodes, cluster.chance);
  const isDeaf = async (): Promise<boolean> => !(await healthAnswers(port));
  const pausing = part.pause(between(3_000, 5_000, cluster), isDeaf);
  return { proved: null, heal: () => pausing };
};

/** All faults by name. */
export const faults = {
  'kill-realtime': killRealtime,
  'kill-worker': killWorker,
  'kill-mongod': killMongod,
  'kill-meilisearch': killMeilisearch,
  'kill-redis': killRedis,
  'pause-redis': pauseRedis,
  'cut-answers': cutAnswers,
  'lossy-network': lossyNetwork,
  'lost-pushes': lostPushes,
  'blind-node': blindNode,
  'pause-realtime': pauseRealtime,
  'kill-everything': killEverything,
  ...mailFaults,
} as const satisfies Record<string, Fault>;
/** Name of a fault. */
export type FaultKind = keyof typeof faults;
/** All names of faults. */
export const faultKinds = Object.keys(faults).filter((kind): kind is FaultKind =>
  Object.hasOwn(faults, kind),
);

/** True when Redis answers within half a second. */
function redisAnswers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write('PING\r\n'));
    const settle = (answers: boolean): void => {
      socket.destroy();
      resolve(answers);
    };
    socket.setTimeout(500, () => settle(false));
    socket.once('data', () => settle(true));
    socket.once('error', () => settle(false));
  });
}

async function healthAnswers(port: number): Promise<boolean> {
  try {
    await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(1_000) });
    return true;
  } catch {
    return false;
  }
}
