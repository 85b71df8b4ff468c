import {
  COUNT_LIMIT,
  isArchived,
  type Principal,
  projectTicket,
  type Reader,
  type Side,
  type Ticket,
  type TicketRow,
} from '@sportello/core';
import { type Database, trusted } from '@sportello/models';

/** Entries that count as something written. */
const writtenKinds = ['opened', 'message', 'note'] as const;

/** A read position of somebody, with the ticket it belongs to. */
export type PositionRecord = Pick<Reader, 'person' | 'side' | 'seq' | 'pub' | 'archived'> & {
  readonly ticket: string;
};

/** The number that a side counts by. */
export const numberingOf = (side: Side): 'seq' | 'pub' => (side === 'staff' ? 'seq' : 'pub');

/** Read positions of several tickets in one query. */
export function positionsOf(database: Database, tickets: readonly string[]): Promise<PositionRecord[]> {
  return database.readers
    .find(
      { ticket: trusted({ $in: [...tickets] }) },
      { _id: 0, ticket: 1, person: 1, side: 1, seq: 1, pub: 1, archived: 1 },
    )
    .lean<PositionRecord[]>();
}

/** How far somebody has read a ticket and how long it is, both in the numbering of their side. */
export interface Behind {
  readonly read: number;
  readonly head: number;
}

/** Tickets that one query counts; more of them make its plan dearer than the counting. */
const COUNTED_AT_ONCE = 200;

/** What somebody else wrote in a ticket (or several) after a position, as a filter on entries. */
const writtenSince = (
  principal: Principal,
  ticket: string | { readonly $in: readonly string[] },
  read: number,
) => ({
  ticket,
  [numberingOf(principal.side)]: { $gt: read },
  kind: { $in: [...writtenKinds] },
  'author.id': { $ne: principal.person },
});

/**
 * What was written by others after a person's read position, on several tickets: counted from the log, never from
 * counters, and up to {@link COUNT_LIMIT} a ticket; no more than that is read of any.
 */
export async function countUnread(
  database: Database,
  principal: Principal,
  tickets: ReadonlyMap<string, Behind>,
): Promise<Map<string, number>> {
  const behind = [...tickets].filter(([, { read, head }]) => head > read);
  const near = behind.filter(([, { read, head }]) => head - read <= COUNT_LIMIT);
  const far = behind.filter(([, { read, head }]) => head - read > COUNT_LIMIT);
  const [unseen, begun] = [
    near.filter(([, { read }]) => read === 0),
    near.filter(([, { read }]) => read > 0),
  ];
  const counted = await Promise.all([
    ...inParts(unseen).map((part) =>
      // One look-up of all of them is much cheaper than one branch each.
      countNear(database, writtenSince(principal, { $in: part.map(([ticket]) => ticket) }, 0)),
    ),
    ...inParts(begun).map((part) =>
      countNear(database, {
        $or: part.map(([ticket, { read }]) => writtenSince(principal, ticket, read)),
      }),
    ),
    ...far.map(([ticket, { read }]) => countFar(database, principal, ticket, read)),
  ]);
  return new Map(counted.flat());
}

function inParts<T>(items: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let from = 0; from < items.length; from += COUNTED_AT_ONCE)
    parts.push(items.slice(from, from + COUNTED_AT_ONCE));
  return parts;
}

async function countNear(
  { entries }: Database,
  filter: Record<string, unknown>,
): Promise<[string, number][]> {
  const counting = entries.aggregate<{ _id: string; unread: number }>([
    { $match: filter },
    { $group: { _id: '$ticket', unread: { $sum: 1 } } },
  ]);
  const groups = await counting.option({ batchSize: COUNTED_AT_ONCE + 1 });
  return groups.map(({ _id, unread }) => [_id, unread]);
}

async function countFar(
  { entries }: Database,
  principal: Principal,
  ticket: string,
  read: number,
): Promise<[string, number][]> {
  const filter = writtenSince(principal, ticket, read);
  const unread = await entries.collection.countDocuments(filter, { limit: COUNT_LIMIT });
  return unread > 0 ? [[ticket, unread]] : [];
}

/** Tickets as rows for one person, in the given order. */
export async function rowsOf(
  database: Database,
  principal: Principal,
  tickets: readonly Ticket[],
): Promise<TicketRow[]> {
  const positions = await positionsOf(
    database,
    tickets.map(({ id }) => id),
  );
  const mine = new Map(
    positions.filter(({ person }) => person === principal.person).map((one) => [one.ticket, one]),
  );
  const behind = new Map(
    tickets.map((ticket) => [
      ticket.id,
      {
        head: projectTicket(ticket, principal.side).seq,
        read: mine.get(ticket.id)?.[numberingOf(principal.side)] ?? 0,
      },
    ]),
  );
  const unread = await countUnread(database, principal, behind);
  return tickets.map((ticket) => ({
    ticket: projectTicket(ticket, principal.side),
    unread: unread.get(ticket.id) ?? 0,
    read: readOf(mine.get(ticket.id), principal.side),
    othersPub: Math.max(
      0,
      ...positions
        .filter((one) => one.ticket === ticket.id && one.side !== principal.side)
        .map(({ pub }) => pub),
    ),
    ...(isArchived(ticket, mine.get(ticket.id)?.archived) && { archived: true }),
  }));
}

/** A read position as its owner sees it: customers know one numbering only. */
export function readOf(position: Pick<Reader, 'seq' | 'pub'> | undefined, side: Side): TicketRow['read'] {
  if (!position) return { seq: 0, pub: 0 };
  return { seq: side === 'staff' ? position.seq : position.pub, pub: position.pub };
}
