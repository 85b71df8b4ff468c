import type { FinalClient, HistoryRecord, Mailed, Received } from '../history/records.ts';

/** What became of one message somebody pressed Send on. */
export interface Sent {
  readonly th: string;
  readonly key: string;
  readonly from: string;
  readonly invokedAt: number;
  /** Acknowledgements: normally one. */
  readonly saved: { readonly at: number; readonly seq: number }[];
  isRefused: boolean;
  isUnknown: boolean;
}

/** A stored message. */
export interface Stored {
  readonly seq: number;
  readonly key: string;
  readonly from: string;
}

/** One right to see a thread: from its beginning, and until it was taken away. */
export interface Membership {
  readonly from: number;
  until: number | null;
}

/** A history, ordered for the questions that the checker asks. */
export interface Facts {
  readonly sent: ReadonlyMap<string, Sent>;
  /** Stored messages by thread. */
  readonly stored: ReadonlyMap<string, readonly Stored[]>;
  readonly received: readonly Received[];
  readonly clients: readonly FinalClient[];
  /** Rights by client and thread, see {@link memberKey}. */
  readonly memberships: ReadonlyMap<string, readonly Membership[]>;
  readonly index: { readonly found: readonly string[] | null; readonly expected: readonly string[] | null };
  readonly updates: readonly { readonly doc: string; readonly base: number; readonly ver: number }[];
  readonly faults: readonly { readonly kind: string; readonly proved: boolean }[];
  /** Each fault that began, in order. */
  readonly strikes: readonly string[];
  /** Mails that arrived, in order. */
  readonly arrivals: readonly Mailed[];
  /** What was mailed to those who read no page, each mail once, and what had to be; null where nobody looked. */
  readonly mails: { readonly found: readonly Told[] | null; readonly expected: readonly Told[] | null };
}

/** A message that an address was told by mail. */
export interface Told {
  readonly key: string;
  readonly to: string;
}

/** The name of a client's right to a thread. */
export function memberKey(cl: string, th: string): string {
  return `${cl} ${th}`;
}

type Of<F extends HistoryRecord['f']> = Extract<HistoryRecord, { f: F }>;

const only = <F extends HistoryRecord['f']>(records: readonly HistoryRecord[], f: F): Of<F>[] =>
  records.filter((record): record is Of<F> => record.f === f);

function sentIn(records: readonly HistoryRecord[]): Map<string, Sent> {
  const sent = new Map<string, Sent>();
  for (const record of only(records, 'send')) {
    const { th, key, from, t } = record;
    const known: Sent = sent.get(key) ?? {
      th,
      key,
      from,
      invokedAt: t,
      saved: [],
      isRefused: false,
      isUnknown: false,
    };
    sent.set(key, known);
    if (record.y === 'ok') known.saved.push({ at: t, seq: record.seq });
    if (record.y === 'fail') known.isRefused = true;
    if (record.y === 'info') known.isUnknown = true;
  }
  return sent;
}

function membershipsIn(records: readonly HistoryRecord[]): Map<string, Membership[]> {
  const memberships = new Map<string, Membership[]>();
  for (const record of records) {
    if (record.f !== 'join' && record.f !== 'revoke') continue;
    const key = memberKey(record.cl, record.th);
    const known = memberships.get(key) ?? [];
    memberships.set(key, known);
    const last = known.at(-1);
    if (record.f === 'revoke') {
      if (last) last.until ??= record.t;
    } else if (!last || last.until !== null) known.push({ from: record.t, until: null });
  }
  return memberships;
}

/** How many messages of a history were acknowledged. */
export function acknowledgedIn(records: readonly HistoryRecord[]): number {
  return new Set(records.flatMap((record) => (record.f === 'send' && record.y === 'ok' ? record.key : [])))
    .size;
}

/** Orders a history. */
export function factsOf(records: readonly HistoryRecord[]): Facts {
  const finals = only(records, 'final');
  const databases = finals.flatMap((record) => (record.who === 'db' ? [record] : []));
  const ids = (who: 'index' | 'indexExpected') =>
    finals.flatMap((record) => (record.who === who ? [record.ids] : [])).at(-1) ?? null;
  const told = (who: 'mail' | 'mailExpected') =>
    finals.flatMap((record) => (record.who === who ? [record.list] : [])).at(-1) ?? null;
  const allFaults = only(records, 'fault');
  return {
    sent: sentIn(records),
    stored: new Map(databases.map(({ th, list }) => [th, list])),
    received: only(records, 'recv'),
    clients: finals.flatMap((record) => (record.who === 'client' ? [record] : [])),
    memberships: membershipsIn(records),
    index: { found: ids('index'), expected: ids('indexExpected') },
    updates: only(records, 'update').filter(({ y }) => y === 'ok'),
    faults: allFaults.map(({ kind, proved }) => ({ kind, proved })),
    strikes: allFaults.flatMap(({ kind, on }) => (on ? [kind] : [])),
    arrivals: only(records, 'mail').sort((one, other) => one.t - other.t),
    mails: { found: told('mail'), expected: told('mailExpected') },
  };
}
