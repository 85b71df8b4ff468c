import {
  COUNT_LIMIT,
  can,
  concerns,
  type Entry,
  isWritten,
  type Mark,
  type Principal,
  projectEntry,
  projectTicket,
  type Reader,
  type Side,
  type Ticket,
} from '@sportello/core';
import { type Database, fromEntryRecord, fromReaderRecord, fromRecord } from '@sportello/models';

/** Everything that is stored of a conversation, as it was written. */
export interface Stored {
  readonly ticket: Ticket;
  readonly entries: readonly Entry[];
  readonly readers: readonly Reader[];
}

/** What somebody has not read of a ticket, counted entry by entry. */
export interface CountedByHand {
  readonly unread: number;
  readonly mark: Mark;
  /** Whether it adds to the badge. */
  readonly isConcerned: boolean;
}

function gathered<T, U>(
  items: readonly T[],
  key: (item: T) => string,
  value: (item: T) => U,
): Map<string, U[]> {
  const groups = new Map<string, U[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(value(item));
    else groups.set(key(item), [value(item)]);
  }
  return groups;
}

/** Reads all tickets with their whole logs and all read positions: by plain finds, without the queries that are on trial. */
export async function readAll({ tickets, entries, readers }: Database): Promise<Stored[]> {
  const [heads, logs, positions] = await Promise.all([
    tickets.find().sort({ number: 1 }).lean(),
    entries.find().lean(),
    readers.find().lean(),
  ]);
  const logOf = gathered(logs, (one) => one.ticket, fromEntryRecord);
  const readersOf = gathered(positions, (one) => one.ticket, fromReaderRecord);
  return heads.map((record) => ({
    ticket: fromRecord(record),
    entries: logOf.get(record._id) ?? [],
    readers: readersOf.get(record._id) ?? [],
  }));
}

const written = (entries: readonly Entry[], side: Side) =>
  entries.filter(
    ({ kind, author, audience }) => isWritten(kind) && author.side === side && audience === 'all',
  );

/** Counts, entry by entry, what somebody has not read of a ticket; null when they may not see it. */
export function countByHand({ ticket, entries, readers }: Stored, me: Principal): CountedByHand | null {
  if (!can(me, 'ticket.read', ticket)) return null;
  const mine = readers.find(({ person }) => person === me.person);
  const position = me.side === 'staff' ? (mine?.seq ?? 0) : (mine?.pub ?? 0);
  const unread = entries
    .flatMap((entry) => projectEntry(entry, me.side) ?? [])
    .filter(({ kind, author, seq }) => isWritten(kind) && author.id !== me.person && seq > position);
  const other: Side = me.side === 'staff' ? 'customer' : 'staff';
  const theyRead = Math.max(0, ...readers.filter(({ side }) => side === other).map(({ pub }) => pub));
  const isNews = written(entries, other).some(({ pub }) => (pub ?? 0) > (mine?.pub ?? 0));
  const isUnseen = written(entries, me.side).some(({ pub }) => (pub ?? 0) > theyRead);
  return {
    unread: Math.min(unread.length, COUNT_LIMIT),
    mark: isNews ? 'in' : isUnseen ? 'out' : null,
    isConcerned: concerns(projectTicket(ticket, me.side), me),
  };
}

/** The badge of somebody, counted by hand. */
export function badgeByHand(all: readonly Stored[], me: Principal): number {
  return all.reduce((sum, stored) => {
    const counted = countByHand(stored, me);
    return sum + (counted?.isConcerned ? counted.unread : 0);
  }, 0);
}
