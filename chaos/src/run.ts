import { seededChance } from '@sportello/domain';
import { defaultThresholds, type Thresholds } from './checker/check.ts';
import { type Cluster, layOutCluster } from './cluster/cluster.ts';
import { type FaultKind, faultKinds } from './nemesis/faults.ts';
import { fullPace } from './people/load.ts';
import { openPlace, type StormResult, storm } from './storm.ts';

/** How to run. */
export interface RunOptions {
  /** The product's top folder, built. */
  readonly root: string;
  readonly minutes: number;
  readonly seed: number;
  /** Realtime processes. */
  readonly nodes: number;
  /** All faults when missing. */
  readonly faults?: readonly FaultKind[];
  /** Where to write the history. */
  readonly history?: string;
  readonly thresholds?: Partial<Thresholds>;
  readonly report: (text: string) => void;
}

/** Milliseconds of load before the first fault. */
const QUIET = 6_000;
/** Acknowledgements a minute of faults must bring at least. */
const ACKS_A_MINUTE = 400;
/** Milliseconds the harness may be late before it measures itself. */
const MOST_LAG = 100;

/** Runs the whole product through every fault for some minutes and judges what it did. */
export async function runChaos({
  root,
  minutes,
  seed,
  nodes,
  faults = faultKinds,
  history,
  thresholds,
  report,
}: RunOptions): Promise<StormResult> {
  const chance = seededChance(seed);
  const cluster = await layOutCluster({ root, nodes, chance });
  closeOnSignals(cluster);
  report(`Seed ${seed}, ${minutes} minutes, ${nodes} realtime processes.`);
  try {
    const place = await openPlace(cluster, { companies: 3, customers: 6, operators: 8 });
    const result = await storm(
      {
        quiet: QUIET,
        rage: Math.max(0, minutes * 60_000 - QUIET),
        faults,
        pace: fullPace,
        threads: 4,
        secondDevices: 4,
        thresholds: {
          ...defaultThresholds,
          minAcks: Math.round(minutes * ACKS_A_MINUTE),
          minFaults: faults.length,
          ...thresholds,
        },
        ...(history !== undefined && { file: history }),
      },
      place,
      report,
    );
    await place.installation.close();
    return result.lag > MOST_LAG
      ? withDoubt(result, `the harness was late by ${Math.round(result.lag)} ms: what it measured is sick`)
      : result;
  } finally {
    await cluster.close();
  }
}

/** Nothing of a run that is interrupted stays behind. */
function closeOnSignals(cluster: Cluster): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void cluster.close().finally(() => process.exit(130)));
  }
}

function withDoubt(result: StormResult, doubt: string): StormResult {
  const { verdict } = result;
  return {
    ...result,
    verdict: {
      ...verdict,
      valid: verdict.valid === 'valid' ? 'unknown' : verdict.valid,
      doubts: [...verdict.doubts, doubt],
    },
  };
}
