import { seededChance } from '@sportello/domain';
import { defaultThresholds, type Thresholds } from './checker/check.ts';
import { type Cluster, layOutCluster } from './cluster/cluster.ts';
import { type FaultKind, faultKinds } from './nemesis/faults.ts';
import type { CrowdPlan } from './people/crowd.ts';
import { fullPace, type Pace } from './people/load.ts';
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
  /** Who takes part, how much they write, and what they write to; a whole office when missing. */
  readonly scale?: Scale;
  readonly report: (text: string) => void;
}

/** How much goes on in a run. */
export interface Scale {
  readonly crowd: CrowdPlan;
  readonly pace: Pace;
  /** Threads of each company. */
  readonly threads: number;
  /** Milliseconds of load before the first fault. */
  readonly quiet: number;
}

const office: Scale = {
  crowd: { companies: 3, customers: 6, operators: 8 },
  pace: fullPace,
  threads: 4,
  quiet: 6_000,
};
/** Acknowledgements a minute of faults must bring at least. */
const ACKS_A_MINUTE = 400;

/** Runs the whole product through every fault for some minutes and judges what it did. */
export async function runChaos({
  root,
  minutes,
  seed,
  nodes,
  faults = faultKinds,
  history,
  thresholds,
  scale = office,
  report,
}: RunOptions): Promise<StormResult> {
  const chance = seededChance(seed);
  const cluster = await layOutCluster({ root, nodes, chance });
  closeOnSignals(cluster);
  report(`Seed ${seed}, ${minutes} minutes, ${nodes} realtime processes.`);
  try {
    const { crowd, pace, threads, quiet } = scale;
    const place = await openPlace(cluster, crowd);
    const judged: Thresholds = {
      ...defaultThresholds,
      minAcks: Math.round(minutes * ACKS_A_MINUTE),
      minFaults: faults.length,
      ...thresholds,
    };
    const result = await storm(
      {
        quiet,
        rage: Math.max(0, minutes * 60_000 - quiet),
        faults,
        pace,
        threads,
        secondDevices: 4,
        thresholds: judged,
        ...(history !== undefined && { file: history }),
      },
      place,
      report,
    );
    await place.installation.close();
    return result;
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
