import { seededChance } from '@sportello/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ViolationKind } from '../checker/violation.ts';
import { type Cluster, layOutCluster } from '../cluster/cluster.ts';
import type { FaultKind } from '../nemesis/faults.ts';
import type { Pace } from '../people/load.ts';
import { openPlace, type Place, type StormPlan, storm } from '../storm.ts';
import { CountingPage, FetchFirstPage, KeylessPage } from './pages.ts';

// A test that cannot fail proves nothing: builds that are broken on purpose, each in the way that its promise forbids,
// must be found out by the same storm and the same checker.
let cluster: Cluster;
let place: Place;

const PATIENCE = 300_000;

beforeAll(async () => {
  cluster = await layOutCluster({
    root: new URL('../../../', import.meta.url).pathname,
    nodes: 2,
    chance: seededChance(8),
  });
  place = await openPlace(cluster, { companies: 1, customers: 3, operators: 2 });
}, PATIENCE);
afterAll(async () => {
  await place?.installation.close();
  await cluster?.close();
});

const pace: Pace = { sends: 12, reads: 0, reloads: 0, searches: 0, revocations: 0 };

/** Runs a short storm and answers the kinds of what is wrong. */
async function kindsFound(
  faults: readonly FaultKind[],
  plan: Partial<StormPlan> & Pick<StormPlan, 'rage'>,
): Promise<ViolationKind[]> {
  const { verdict } = await storm(
    {
      quiet: 0,
      faults,
      pace,
      threads: 2,
      secondDevices: 3,
      thresholds: { minAcks: 0, minFaults: faults.length, grace: 10_000 },
      patience: { bait: 2_000, fault: 2_000, end: 4_000, settle: 1_000 },
      ...plan,
    },
    place,
    () => undefined,
  );
  return [...new Set(verdict.violations.map(({ kind }) => kind))];
}

/** Storms that may pass before one hits what it is meant to: it is chance whether a mail is under way when its line is cut. */
const STORMS = 4;

/** As {@link kindsFound}, again until a kind is among them. */
async function kindsFoundUntil(
  kind: ViolationKind,
  ...storm: Parameters<typeof kindsFound>
): Promise<ViolationKind[]> {
  let found: ViolationKind[] = [];
  for (let passed = 0; passed < STORMS && !found.includes(kind); passed += 1)
    found = await kindsFound(...storm);
  return found;
}

const loading = (module: string) => ({
  NODE_OPTIONS: `--import=${new URL(`./${module}`, import.meta.url).href}`,
});

/** Breaks the realtime processes by a module that is loaded before them. */
async function breakBy(module: string): Promise<void> {
  await cluster.restartNodes(loading(module));
}

describe('a worker that is broken is found out', { timeout: PATIENCE }, () => {
  it('not trying a mail again loses what was written while no server was there', async () => {
    await cluster.restartWorker(loading('mailsForgotten.mjs'));
    expect(await kindsFoundUntil('mail-lost', ['mail-down'], { rage: 4_000 })).toContain('mail-lost');
  });

  it('another number at every try tells the same thing by two mails', async () => {
    await cluster.restartWorker(loading('mailsRenumbered.mjs'));
    expect(await kindsFoundUntil('mail-twice', ['mail-cut'], { rage: 6_000 })).toContain('mail-twice');
    await cluster.restartWorker({});
  });
});

describe('a page that is broken is found out', { timeout: PATIENCE }, () => {
  it('a new key at every try writes a message twice', async () => {
    const found = await kindsFound(['cut-answers'], { rage: 0, device: KeylessPage });
    expect(found).toContain('duplicate-stored');
  });

  it('fetching before joining misses what is written in between', async () => {
    const found = await kindsFound(['pause-redis'], {
      rage: 4_000,
      pace: { ...pace, reloads: 2 },
      device: FetchFirstPage,
    });
    expect(found).toContain('never-shown');
  });

  it('counting up what is pushed, instead of deriving it, counts wrongly', async () => {
    const found = await kindsFound(['kill-realtime'], { rage: 0, device: CountingPage });
    expect(found).toContain('unread-wrong');
  });
});

describe('a server that is broken is found out', { timeout: PATIENCE }, () => {
  it('without a beacon a lost last push is never noticed', async () => {
    const wire = { dropPushes: Number.POSITIVE_INFINITY, dropHeads: true };
    const found = await kindsFound(['pause-redis'], { rage: 0, wire });
    expect(found).toContain('never-shown');
  });

  it('an acknowledgement before the commit is a message lost', async () => {
    await breakBy('acknowledgeBeforeCommit.mjs');
    const found = await kindsFound(['kill-mongod'], { rage: 4_000 });
    expect(found).toContain('LOST');
  });

  it('a right that ends on one node only leaks on the others', async () => {
    await breakBy('deafToRevocations.mjs');
    const found = await kindsFound(['pause-redis'], { rage: 6_000, pace: { ...pace, revocations: 1 } });
    expect(found).toContain('LEAK');
  });
});
