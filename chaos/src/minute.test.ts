import { expect, it } from 'vitest';
import type { FaultKind } from './nemesis/faults.ts';
import { runChaos } from './run.ts';
import { summarise } from './summary.ts';

/** One of each way in which things break: a process, the database, the bus, an answer, the network, a consumer, the mail server. */
const faults: readonly FaultKind[] = [
  'kill-realtime',
  'kill-mongod',
  'pause-redis',
  'cut-answers',
  'lossy-network',
  'kill-worker',
  'mail-cut',
];

const PATIENCE = 15 * 60_000;

// No time is asserted: on a busy machine it writes less and takes longer, and must hold all the same.
it(
  'through a minute of faults nothing acknowledged is lost, doubled or disordered, and every page shows what a reload shows',
  async () => {
    const result = await runChaos({
      root: new URL('../../', import.meta.url).pathname,
      minutes: 0.5,
      seed: 20_261_124,
      nodes: 2,
      faults,
      scale: {
        crowd: { companies: 2, customers: 3, operators: 4 },
        pace: { sends: 20, reads: 3, reloads: 0.3, searches: 1, revocations: 0.3 },
        threads: 3,
        quiet: 2_000,
      },
      thresholds: { minAcks: 100, grace: 10_000 },
      report: console.log,
    });
    const { verdict, mishaps } = result;
    expect({ ...verdict, mishaps }, summarise(result)).toEqual({
      valid: 'valid',
      violations: [],
      counts: {},
      doubts: [],
      mishaps: [],
    });
  },
  PATIENCE,
);
