import type { HistoryRecord } from './history/records.ts';

/** Times in milliseconds, sorted. */
export type Times = readonly number[];

/** A percentile of sorted times; 0 of none. */
export function percentile(times: Times, percent: number): number {
  return times[Math.min(times.length - 1, Math.floor((times.length * percent) / 100))] ?? 0;
}

/** How long people waited. */
export interface Timings {
  /** From pressing Send to the acknowledgement. */
  readonly saved: Times;
  /** From the acknowledgement to the moment another page had it; what came before it counts as 0. */
  readonly visible: Times;
}

interface Answered {
  readonly invokedAt: number;
  savedAt: number;
}

/** How long people waited for messages sent between two moments of a history. */
export function timingsOf(records: readonly HistoryRecord[], from: number, to: number): Timings {
  const sent = new Map<string, Answered>();
  const saved: number[] = [];
  const visible: number[] = [];
  for (const record of records) {
    if (record.f !== 'send') continue;
    if (record.y === 'invoke' && record.t >= from && record.t < to)
      sent.set(record.key, { invokedAt: record.t, savedAt: 0 });
    const known = sent.get(record.key);
    if (record.y !== 'ok' || !known) continue;
    known.savedAt = record.t;
    saved.push(record.t - known.invokedAt);
  }
  for (const record of records) {
    if (record.f !== 'recv' || record.via !== 'live') continue;
    const savedAt = sent.get(record.key)?.savedAt;
    if (savedAt) visible.push(Math.max(0, record.t - savedAt));
  }
  const ascending = (one: number, other: number): number => one - other;
  return { saved: saved.sort(ascending), visible: visible.sort(ascending) };
}
