import {
  COUNT_LIMIT,
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
export type PositionRecord = Pick<Reader, 'person' | 'side' | 'seq' | 'pub'> & { readonly ticket: string };

/** The number that a side counts by. */
export const numberingOf = (side: Side): 'seq' | 'pub' => (side === 'staff' ? 'seq' : 'pub');

/** Read positions of several tickets in one query. */
export function positionsOf(database: Database, tickets: readonly string[]): Promise<PositionRecord[]> {
  return database.readers
    .find(
      { ticket: trusted({ $in: [...tickets] }) },
      { _id: 0, ticket: 1, person: 1, side: 1, seq: 1, pub: 1 },
    )
    .lean<PositionRecord[]>();
}

/**
 * What was written by others after a person's read position, on several tickets: counted from the log, never from
 * counters, and up to {@link COUNT_LIMIT} a ticket.
 * @param positions ticket → read position in the numbering of the person's side
 */
export async function countUnread(
  database: Database,
  principal: Principal,
  positions: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  if (positions.size === 0) return new Map();
  const field = numberingOf(principal.side);
  const branches = [...positions].map(([ticket, position]) => ({ ticket, [field]: { $gt: position } }));
  const groups = await database.entries.aggregate<{ _id: string; unread: number }>([
    { $match: { $or: branches, kind: { $in: [...writtenKinds] }, 'author.id': { $ne: principal.person } } },
    { $group: { _id: '$ticket', unread: { $sum: 1 } } },
  ]);
  return new Map(groups.map(({ _id, unread }) => [_id, Math.min(unread, COUNT_LIMIT)]));
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
  const behind = new Map<string, number>();
  for (const ticket of tickets) {
    const head = projectTicket(ticket, principal.side).seq;
    const read = mine.get(ticket.id)?.[numberingOf(principal.side)] ?? 0;
    if (head > read) behind.set(ticket.id, read);
  }
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
  }));
}

/** A read position as its owner sees it: customers know one numbering only. */
export function readOf(position: Pick<Reader, 'seq' | 'pub'> | undefined, side: Side): TicketRow['read'] {
  if (!position) return { seq: 0, pub: 0 };
  return { seq: side === 'staff' ? position.seq : position.pub, pub: position.pub };
}
