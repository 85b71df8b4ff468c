import { setTimeout as delay } from 'node:timers/promises';
import type { Chance } from '@sportello/models';
import type { History } from '../history/history.ts';
import { type Battlefield, type FaultKind, faults } from './faults.ts';

/** One fault of a run, as the summary tells it. */
export interface Wound {
  readonly kind: FaultKind;
  readonly proved: boolean;
  /** Milliseconds from its end (from its beginning where another process takes over at once) until every page was whole again; null: longer than waited for. */
  readonly recovery: number | null;
}

/** What the nemesis needs of a run. */
export interface NemesisOptions {
  readonly field: Battlefield;
  readonly history: History;
  readonly chance: Chance;
  /** Resolves when every page is whole; false when it did not come to that in time. */
  readonly whole: (patience: number) => Promise<boolean>;
  /** Called after each fault: whether pages became whole in time says whether people may write more, or less. */
  readonly adapt: (inTime: boolean) => Promise<void>;
  readonly report: (text: string) => void;
  /** True once there is enough to judge. */
  readonly isEnough: () => boolean;
  /** Milliseconds that are waited for whole pages before the next fault; what takes longer overlaps with it. */
  readonly patience: number;
}

/** Faults from which others take over: people are whole again before it is mended. */
const redundant: ReadonlySet<FaultKind> = new Set([
  'kill-realtime',
  'blind-node',
  'pause-realtime',
  'kill-redis',
  'pause-redis',
  'kill-worker',
  'kill-meilisearch',
  'mail-down',
  'mail-hangs',
  'mail-cut',
  'mail-excuses',
]);

/** How many times longer than asked it may last until there is enough to judge. */
const LONGEST = 4;

/** A random order of things. */
function shuffled<T>(items: readonly T[], chance: Chance): T[] {
  const rest = [...items];
  const order: T[] = [];
  while (rest.length > 0) order.push(...rest.splice(Math.floor(chance() * rest.length), 1));
  return order;
}

/** Brings one fault about, mends it, and waits until everybody sees everything again. */
async function strike(
  kind: FaultKind,
  { field, history, whole, adapt, report, patience }: NemesisOptions,
): Promise<Wound> {
  const note = (on: boolean, proved: boolean) =>
    history.add({ p: 'nemesis', y: 'obs', f: 'fault', kind, on, proved });
  const struck = await faults[kind](field);
  if (struck.proved !== null) note(true, struck.proved);
  const struckAt = performance.now();
  let recovery: number | null = null;
  const early = redundant.has(kind)
    ? whole(patience).then((isWhole) => (isWhole ? performance.now() - struckAt : null))
    : null;
  const proved = await struck.heal();
  if (struck.proved === null) note(true, proved);
  note(false, proved);
  const healedAt = performance.now();
  if (early !== null) recovery = await early;
  else if (await whole(patience)) recovery = performance.now() - healedAt;
  report(
    `  ${kind}: ${proved ? 'seen to bite' : 'NOT SEEN'}, pages whole ${recovery === null ? `not within ${patience / 1_000} s` : `after ${(recovery / 1_000).toFixed(1)} s`}`,
  );
  await adapt(recovery !== null);
  return { kind, proved, recovery };
}

/**
 * Brings faults about for a while: all of them in a random order, and again in another one while there is time.
 * @param milliseconds how long; the first round is always finished, and a slow machine gets more time
 */
export async function rage(
  kinds: readonly FaultKind[],
  milliseconds: number,
  options: NemesisOptions,
): Promise<Wound[]> {
  const begun = performance.now();
  const wounds: Wound[] = [];
  const isOver = (): boolean => {
    const lasted = performance.now() - begun;
    if (wounds.length < kinds.length || lasted < milliseconds) return false;
    return options.isEnough() || lasted > LONGEST * milliseconds;
  };
  while (!isOver()) {
    for (const kind of shuffled(kinds, options.chance)) {
      if (isOver()) break;
      wounds.push(await strike(kind, options));
      await delay(200 + 800 * options.chance());
    }
  }
  return wounds;
}
