import { acknowledgedIn } from './checker/facts.ts';
import type { ViolationKind } from './checker/violation.ts';
import type { HistoryRecord } from './history/records.ts';
import type { RecordedRun } from './ledger.ts';
import type { StormResult } from './storm.ts';
import { percentile, type Times, timingsOf } from './timings.ts';

/** Most violations that are written out. */
const SHOWN = 20;

const round = (milliseconds: number): string =>
  milliseconds < 100 ? milliseconds.toFixed(1) : milliseconds.toFixed(0);

function spread(times: Times): string {
  return `p50 ${round(percentile(times, 50))} ms, p95 ${round(percentile(times, 95))} ms, p99 ${round(percentile(times, 99))} ms, slowest ${round(times.at(-1) ?? 0)} ms`;
}

function countOf(records: readonly HistoryRecord[], f: HistoryRecord['f'], y: string): number {
  return records.filter((record) => record.f === f && record.y === y).length;
}

/** What was promised, in figures. */
export function figuresOf(result: StormResult): Omit<RecordedRun, 'at' | 'minutes' | 'seed'> {
  const { verdict, history, wounds } = result;
  const sum = (...kinds: ViolationKind[]): number =>
    kinds.reduce((all, kind) => all + (verdict.counts[kind] ?? 0), 0);
  const lost = sum('LOST', 'never-shown');
  const twice = sum('duplicate-stored', 'shown-twice');
  const disordered = sum('shown-out-of-order', 'real-time-order', 'divergence');
  const recoveries = wounds.map(({ recovery }) => recovery);
  return {
    acknowledged: acknowledgedIn(history.records),
    lost,
    twice,
    disordered,
    otherwise: verdict.violations.length - lost - twice - disordered,
    faults: wounds.length,
    slowestView: recoveries.includes(null) ? null : Math.max(0, ...recoveries.map((time) => time ?? 0)),
    verdict: exitCode(result) === 1 ? 'invalid' : verdict.valid,
  };
}

/** The last line of a run. */
function closingLine(result: StormResult): string {
  const { acknowledged, lost, twice, disordered, otherwise, slowestView, verdict } = figuresOf(result);
  const { wounds } = result;
  const proved = new Set(wounds.flatMap((wound) => (wound.proved ? wound.kind : []))).size;
  const slowest = slowestView === null ? 'not always in time' : `${(slowestView / 1_000).toFixed(1)} s`;
  const verdictText = verdict === 'invalid' ? 'INVALID' : verdict;
  return `${acknowledged} messages acknowledged: ${lost} lost, ${twice} twice, ${disordered} out of order, ${otherwise} otherwise wrong; ${proved} kinds of faults seen to bite (${wounds.length} faults); slowest complete view after a fault: ${slowest}. This run is ${verdictText}.`;
}

function* woundLines({ wounds }: StormResult): Generator<string> {
  for (const kind of new Set(wounds.map((wound) => wound.kind))) {
    const own = wounds.filter((wound) => wound.kind === kind);
    const times = own.flatMap(({ recovery }) => recovery ?? []);
    const late = own.length - times.length;
    const whole =
      late > 0
        ? `${late} times not whole in time`
        : `pages whole after ${round(Math.max(0, ...times))} ms at most`;
    yield `  ${kind.padEnd(18)}${own.length} times, ${own.every(({ proved }) => proved) ? 'all seen to bite' : 'NOT ALWAYS SEEN TO BITE'}, ${whole}`;
  }
}

/** What a run came to: 0 valid, 1 invalid, 2 it proved nothing. */
export function exitCode({ verdict, mishaps }: StormResult): 0 | 1 | 2 {
  if (verdict.valid === 'invalid' || mishaps.length > 0) return 1;
  return verdict.valid === 'valid' ? 0 : 2;
}

/** A run in words. */
export function summarise(result: StormResult): string {
  const { records } = result.history;
  const { verdict, quiet, search, mishaps } = result;
  const calm = timingsOf(records, quiet.from, quiet.to);
  const all = timingsOf(records, 0, Number.POSITIVE_INFINITY);
  const prompt = all.saved.filter((time) => time <= 10_000).length;
  const lines = [
    `Messages: ${countOf(records, 'send', 'invoke')} sent, ${acknowledgedIn(records)} acknowledged, ${countOf(records, 'send', 'fail')} refused; ${countOf(records, 'recv', 'obs')} deliveries; ${countOf(records, 'revoke', 'ok')} rights taken away.`,
    `Acknowledged while nothing was broken: ${spread(calm.saved)}.`,
    `From there to another page: ${spread(calm.visible)}.`,
    `Acknowledged in the whole run: ${spread(all.saved)}; ${((100 * prompt) / Math.max(1, all.saved.length)).toFixed(2)} % within 10 s.`,
    `Search: ${search.engine} answers by the engine, ${search.database} by the database, ${search.failed} refused; slowest ${round(search.slowest)} ms.`,
    `Mails: ${countOf(records, 'mail', 'obs')} arrived.`,
    'Faults:',
    ...woundLines(result),
    `The harness itself was late by ${round(result.lag)} ms (p99); grace after the end of a right: ${round(result.grace)} ms.`,
    ...mishaps.map((mishap) => `MISHAP: ${mishap}`),
    ...verdict.violations.slice(0, SHOWN).map(({ kind, text }) => `${kind}: ${text}`),
    ...(verdict.violations.length > SHOWN
      ? [`… ${verdict.violations.length} in all: ${JSON.stringify(verdict.counts)}`]
      : []),
    ...result.differences
      .slice(0, 3)
      .map(
        ({ device, thread, live, reloaded }) =>
          `${device} on ${thread}\n  live:     ${live}\n  reloaded: ${reloaded}`,
      ),
    ...verdict.doubts.map((doubt) => `Doubt: ${doubt}.`),
    closingLine(result),
  ];
  return lines.join('\n');
}
