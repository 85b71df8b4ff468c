import { markOf, type Principal, type TicketRow } from '@sportello/core';

/** Most tickets to be authorised that are shown; the list has them all. */
export const TO_AUTHORIZE = 5;

/** The tickets of a home page: those that wait for the person, and the others. */
export interface HomeTicketLists {
  readonly waiting: readonly TicketRow[];
  readonly others: readonly TicketRow[];
}

/** True when it is the person's turn: something to read, a question to answer, a solution to confirm. */
function waitsFor({ ticket, read, othersPub }: TicketRow, me: Principal): boolean {
  if (ticket.state === 'waiting_customer' || ticket.state === 'resolved') return true;
  return markOf(ticket, me.side, read, othersPub) === 'in';
}

/**
 * Parts tickets by whose turn it is, the newest first.
 * @param rows the watched list
 * @param inbox rows with something new, which may be of tickets that are closed and therefore in no list
 * @param most how many of the others are shown
 */
export function partTickets(
  rows: readonly TicketRow[],
  inbox: readonly TicketRow[],
  me: Principal,
  most: number,
): HomeTicketLists {
  const listed = new Set(rows.map(({ ticket }) => ticket.id));
  const all = [...rows, ...inbox.filter(({ ticket }) => !listed.has(ticket.id))];
  const byActivity = all.sort((one, other) => other.ticket.activityAt - one.ticket.activityAt);
  const waiting = byActivity.filter((row) => waitsFor(row, me));
  return { waiting, others: byActivity.filter((row) => !waiting.includes(row)).slice(0, most) };
}
