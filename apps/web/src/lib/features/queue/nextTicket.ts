import { needsAnswer, type Principal, type Ticket, type TicketRow } from '@sportello/core';

/** Why a ticket is the next one, most pressing first. */
export const nextReasons = ['red', 'blocking', 'yellow', 'mine', 'unassigned'] as const;
/** See {@link nextReasons}. */
export type NextReason = (typeof nextReasons)[number];

/** A ticket that needs an answer, why it was chosen, and since when (epoch milliseconds) it waits. */
export interface NextTicket {
  readonly row: TicketRow;
  readonly reason: NextReason;
  readonly since: number;
}

/** The moment from which the customer waits, epoch milliseconds. */
export function waitsSince(ticket: Ticket): number {
  return ticket.state === 'new' ? ticket.openedAt : (ticket.lastCustomer?.at ?? ticket.openedAt);
}

function isFor(ticket: Ticket, me: Principal): boolean {
  if (ticket.operator === me.person || ticket.collaborators.includes(me.person)) return true;
  // Who works in no team looks after all of them.
  return (
    ticket.operator === null &&
    (me.teams.length === 0 || ticket.team === null || me.teams.includes(ticket.team))
  );
}

function reasonFor(ticket: Ticket): NextReason {
  if (ticket.urgency === 'red') return 'red';
  if (ticket.priority === 'blocking') return 'blocking';
  if (ticket.urgency === 'yellow') return 'yellow';
  return ticket.operator === null ? 'unassigned' : 'mine';
}

/** Compares two tickets by what presses more: urgency and blocking, own before nobody's, longest wait. */
function pressing(one: NextTicket, other: NextTicket): number {
  const rank = nextReasons.indexOf(one.reason) - nextReasons.indexOf(other.reason);
  return rank || one.since - other.since || one.row.ticket.number - other.row.ticket.number;
}

/**
 * The ticket an operator should answer next.
 * @param rows everything known that may be theirs
 * @param passed numbers that are being worked on, chosen only when nothing else waits
 * @param isHeld whether a ticket is under administrative hold: only administration moves it
 */
export function nextTicket(
  rows: readonly TicketRow[],
  me: Principal,
  passed: ReadonlySet<number>,
  isHeld: (ticket: Ticket) => boolean,
): NextTicket | null {
  const candidates = rows
    .filter(({ ticket }) => needsAnswer(ticket) && isFor(ticket, me) && !isHeld(ticket))
    .map((row): NextTicket => ({ row, reason: reasonFor(row.ticket), since: waitsSince(row.ticket) }))
    .sort(pressing);
  return candidates.find(({ row }) => !passed.has(row.ticket.number)) ?? candidates[0] ?? null;
}
