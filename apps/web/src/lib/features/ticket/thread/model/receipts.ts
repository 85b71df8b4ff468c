import { type Entry, type Reader, readAt, type Side } from '@sportello/core';
import * as m from '../../../../paraglide/messages.js';
import { getLocale } from '../../../../paraglide/runtime.js';
import { clockTime, dayDate, dayKey } from '../../../../text/time.ts';
import { isMessage } from './threadRows.ts';

/** Somebody of the other side who has read a message; `at` in epoch milliseconds where it is known exactly. */
export interface ReadBy {
  readonly person: string;
  readonly at: number | null;
}

/** How far an own message has come: with the server, on a device of the other side, before somebody's eyes. */
export type Receipt =
  | { readonly state: 'sent' }
  | { readonly state: 'delivered' }
  | { readonly state: 'read'; readonly by: readonly ReadBy[] };

/** True for a message of a person that the other side is to read: notes have no receipt. */
function isOwnPublic(entry: Entry, me: string): boolean {
  return entry.author.id === me && entry.pub !== null && entry.kind !== 'note' && isMessage(entry);
}

/** How far a public message has come on the other side. */
export function receiptOf(entry: Entry, readers: readonly Reader[], mySide: Side): Receipt {
  const pub = entry.pub ?? Number.POSITIVE_INFINITY;
  const others = readers.filter(({ side }) => side !== mySide);
  const by = others
    .filter((reader) => reader.pub >= pub)
    .map((reader) => ({ person: reader.person, at: readAt(reader, pub) }))
    .sort((one, other) => (one.at ?? Number.POSITIVE_INFINITY) - (other.at ?? Number.POSITIVE_INFINITY));
  if (by.length > 0) return { state: 'read', by };
  return others.some(({ received }) => received >= pub) ? { state: 'delivered' } : { state: 'sent' };
}

const isSame = (one: Receipt, other: Receipt): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * The receipts that stand in a thread, by entry: one under each own message, but of several that follow each other and
 * have come equally far only under the last.
 */
export function receiptsOf(
  entries: readonly Entry[],
  readers: readonly Reader[],
  me: string,
  mySide: Side,
): Map<number, Receipt> {
  const shown = new Map<number, Receipt>();
  let below: { readonly seq: number; readonly receipt: Receipt } | null = null;
  for (const entry of [...entries].reverse()) {
    if (!isOwnPublic(entry, me)) {
      if (isMessage(entry)) below = null;
      continue;
    }
    const receipt = receiptOf(entry, readers, mySide);
    if (!below || !isSame(receipt, below.receipt)) shown.set(entry.seq, receipt);
    below = { seq: entry.seq, receipt };
  }
  return shown;
}

/** The new receipts; the very ones from before where they all say the same, so that no line looks for its own again. */
export function sameReceipts(
  before: ReadonlyMap<number, Receipt>,
  after: ReadonlyMap<number, Receipt>,
): ReadonlyMap<number, Receipt> {
  if (before.size !== after.size) return after;
  for (const [seq, receipt] of after) {
    const old = before.get(seq);
    if (!old || !isSame(old, receipt)) return after;
  }
  return before;
}

/** The last own message while nobody of the other side has read it: it bears the mark `??`. */
export function awaitingRead(
  entries: readonly Entry[],
  readers: readonly Reader[],
  me: string,
  mySide: Side,
): number | null {
  const last = entries.findLast((entry) => isOwnPublic(entry, me));
  return last && receiptOf(last, readers, mySide).state !== 'read' ? last.seq : null;
}

const firstName = (name: string): string => name.split(' ')[0] ?? name;

function when(at: number, now: number): string {
  const time = clockTime(at, getLocale());
  return dayKey(at) === dayKey(now)
    ? m.receipt_at_time({ time })
    : m.receipt_on_day({ day: dayDate(at, now, getLocale()), time });
}

/**
 * A receipt in words: who read it first and when, and how many more.
 * @param name the name of a person by id
 * @param now epoch milliseconds: today's times go without their day
 * @param isAwaited true for the message that bears the mark `??`
 */
export function receiptSentence(
  receipt: Receipt,
  name: (person: string) => string,
  now: number,
  isAwaited = false,
): string {
  if (receipt.state === 'sent') return isAwaited ? m.receipt_sent_not_read() : m.receipt_sent();
  if (receipt.state === 'delivered') return isAwaited ? m.receipt_not_read() : m.receipt_delivered();
  const [first, ...rest] = receipt.by;
  if (!first) return m.receipt_delivered();
  const person = firstName(name(first.person));
  const read =
    first.at === null ? m.receipt_read({ person }) : m.receipt_read_at({ person, when: when(first.at, now) });
  if (rest.length === 0) return read;
  const [second] = rest;
  return rest.length === 1 && second
    ? m.receipt_read_and({ read, person: firstName(name(second.person)) })
    : m.receipt_read_and_more({ read, count: rest.length });
}

/** Everybody who has read a message with the moment, one a line: what stands behind the short sentence. */
export function receiptDetails(receipt: Receipt, name: (person: string) => string, now: number): string {
  if (receipt.state !== 'read') return '';
  return receipt.by
    .map(({ person, at }) => (at === null ? name(person) : `${name(person)}, ${when(at, now)}`))
    .join('\n');
}
