import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { type Inhabitant, type Installation, type Population, pick } from '@sportello/domain';
import { check, type Thresholds, type Verdict } from './checker/check.ts';
import { acknowledgedIn } from './checker/facts.ts';
import type { Cluster } from './cluster/cluster.ts';
import { History } from './history/history.ts';
import type { FaultKind } from './nemesis/faults.ts';
import { rage, type Wound } from './nemesis/nemesis.ts';
import { type CrowdPlan, inStep, openThreads, PASSWORD, settlePeople } from './people/crowd.ts';
import { Device } from './people/device.ts';
import { type Difference, readFinally } from './people/finalReads.ts';
import { Load, type Pace, type SearchTally } from './people/load.ts';
import { mailWaits, readMails } from './people/mailReads.ts';
import type { Scene, Thread } from './people/scene.ts';
import { calm, type WireFaults } from './wire/faults.ts';

/** What happens in a run. */
export interface StormPlan {
  /** Milliseconds of load without any fault, to compare with; 0: people write at the whole pace from the beginning. */
  readonly quiet: number;
  /** Milliseconds of faults. */
  readonly rage: number;
  readonly faults: readonly FaultKind[];
  readonly pace: Pace;
  /** Threads of each company. */
  readonly threads: number;
  /** Every so manieth person has a second device. */
  readonly secondDevices: number;
  readonly thresholds: Thresholds;
  /** Where to write the history. */
  readonly file?: string;
  /** The page that people use; a broken one proves that the checker sees it. */
  readonly device?: typeof Device;
  /** What the wire between people and processes does all the while, beside carrying. */
  readonly wire?: Partial<WireFaults>;
  /** How long things are waited for; a run that is bound to fail need not wait as long as one that is not. */
  readonly patience?: Patience;
}

/** What came of a run. */
export interface StormResult {
  readonly verdict: Verdict;
  readonly history: History;
  readonly wounds: readonly Wound[];
  readonly differences: readonly Difference[];
  readonly search: SearchTally;
  /** Milliseconds of the history between which nothing was broken. */
  readonly quiet: { readonly from: number; readonly to: number };
  /** Milliseconds the harness itself was late, 99th percentile. */
  readonly lag: number;
  /** Milliseconds of grace after the end of a right, as this machine needed it. */
  readonly grace: number;
  /** What must not happen and no history shows: ends nobody ordered, faults nobody caught. */
  readonly mishaps: readonly string[];
}

/** Where a run takes place. */
export interface Place {
  readonly cluster: Cluster;
  readonly installation: Installation;
  readonly population: Population;
}

/** Milliseconds that are waited for pages to become whole. */
export interface Patience {
  /** For somebody to write into a fault that bites only then. */
  readonly bait: number;
  /** After a fault, before the next one. */
  readonly fault: number;
  /** At the end: for the last push to be missed, noticed by the beacon and fetched. */
  readonly end: number;
  /** For a page to agree with a reload: lists and counters are pushed a few times a second. */
  readonly settle: number;
}

const patient: Patience = { bait: 20_000, fault: 30_000, end: 120_000, settle: 30_000 };
/** Milliseconds that pages may take to open. */
const OPENING = 120_000;
/** Threads that an operator follows beside the busiest. */
const FOLLOWED = 5;

function threadsOf({ company }: Inhabitant, threads: readonly Thread[], { chance }: Cluster): Thread[] {
  if (company !== null) return threads.filter((thread) => thread.company === company);
  const [hot] = threads;
  const chosen = new Set(hot ? [hot] : []);
  while (chosen.size < Math.min(FOLLOWED + 1, threads.length)) chosen.add(pick(threads, chance));
  return [...chosen];
}

function devicesOf(plan: StormPlan, scene: Scene, { cluster, population }: Place): Device[] {
  const Page = plan.device ?? Device;
  // Whoever opened the threads looks at no page: mails must tell them everything.
  const absent = new Set(scene.threads.map(({ opener }) => opener.id));
  const present = population.customers.filter(({ id }) => !absent.has(id));
  return [...present, ...population.operators].flatMap((who, index) => {
    const threads = threadsOf(who, scene.threads, cluster);
    const name = who.email.split('.example')[0] ?? who.email;
    const count = index % plan.secondDevices === 0 ? 2 : 1;
    return [...Array(count).keys()].map((nth) => new Page(scene, `${name}#${nth + 1}`, who, threads));
  });
}

/** One run: people talk, things break, and at the end everything is read and judged. */
export async function storm(
  plan: StormPlan,
  place: Place,
  report: (text: string) => void,
): Promise<StormResult> {
  const { cluster, installation } = place;
  const { patience = patient } = plan;
  const history = new History(plan.file);
  const early = {
    url: cluster.url,
    password: PASSWORD,
    history,
    chance: cluster.chance,
    heads: new Map<string, number>(),
  };
  const scene: Scene = { ...early, threads: await openThreads(early, place.population, plan.threads) };
  const devices = devicesOf(plan, scene, place);
  await Promise.all(devices.map((device) => device.open()));
  const whole = (patience: number): Promise<boolean> => inStep(devices, scene.heads, patience);
  if (!(await whole(OPENING))) throw new Error('the pages did not open');
  report(
    `${devices.length} pages of ${place.population.customers.length + place.population.operators.length} people on ${scene.threads.length} threads are open.`,
  );

  const lag = monitorEventLoopDelay({ resolution: 10 });
  lag.enable();
  const load = new Load(scene, devices, installation);
  load.start(plan.pace);
  cluster.front.usual = { ...calm, ...plan.wire };
  cluster.front.faults = cluster.front.usual;
  const share = plan.quiet > 0 ? await load.findPace() : load.hurry();
  report(`People write at ${Math.round(100 * share)} % of the pace: so much is carried promptly.`);
  const from = history.now();
  await delay(plan.quiet);
  const quiet = { from, to: history.now() };
  const searchWorks = async (): Promise<boolean> => {
    const answer = await pick(
      devices.filter((device) => device.isWelcome),
      cluster.chance,
    ).client.query('search', { q: 'prova' });
    return answer.ok && answer.data.engine === 'meilisearch';
  };
  const wounds = await rage(plan.faults, plan.rage, {
    field: { cluster, searchWorks, mailWaits: () => mailWaits(installation), bait: patience.bait },
    history,
    chance: cluster.chance,
    whole,
    adapt: (inTime) => load.adapt(inTime),
    patience: patience.fault,
    isEnough: () => acknowledgedIn(history.records) >= plan.thresholds.minAcks,
    report,
  });
  await load.stop();
  lag.disable();
  report('Everything is mended; reading what everybody sees.');
  await drained(devices, patience.end);
  await whole(patience.end);
  const differences = await readFinally(installation, scene, devices, patience.settle);
  await readMails(installation, scene, cluster.mail);
  for (const device of devices) device.close();
  await history.close();
  const mishaps = [
    ...cluster.parts.flatMap(({ name, unexpected }) =>
      unexpected.map(({ code, signal }) => `${name} ended by itself (${signal ?? code})`),
    ),
    ...(await cluster.complaints()),
  ];
  // The grace is promised for a machine that carries the whole pace; where less is carried all takes so much longer.
  const grace = plan.thresholds.grace / load.lowestShare;
  return {
    verdict: check(history.records, { ...plan.thresholds, grace }),
    grace,
    history,
    wounds,
    differences,
    search: load.search,
    quiet,
    lag: lag.percentile(99) / 1e6,
    mishaps,
  };
}

/** Waits until everything that was written is delivered. */
async function drained(devices: readonly Device[], patience: number): Promise<void> {
  const until = performance.now() + patience;
  while (devices.some(({ waiting }) => waiting > 0) && performance.now() < until) await delay(50);
}

/** Opens the place where runs happen: starts the cluster and settles its people. */
export async function openPlace(cluster: Cluster, crowd: CrowdPlan): Promise<Place> {
  await cluster.startServers();
  const installation = await cluster.openInstallation();
  const population = await settlePeople(installation, crowd, cluster.chance);
  await cluster.startApplications();
  return { cluster, installation, population };
}
