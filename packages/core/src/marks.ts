import type { Principal, Ticket } from './entities.ts';

/** How far somebody has read: a position in the numbering of their side, and in the public one. */
export interface ReadPosition {
  readonly seq: number;
  readonly pub: number;
}

/** Where nothing has been read yet. */
export const unreadFromStart: ReadPosition = { seq: 0, pub: 0 };

/** `in` is `!!`: the other side wrote something I have not read; `out` is `??`: my side's last message is not read yet. */
export type Mark = 'in' | 'out' | null;

/**
 * The marker of a ticket for one person; derived from positions, never counted up or down.
 * @param ticket as this person's side sees it
 * @param mine how far this person has read
 * @param othersPub public position that the other side as a whole has read up to
 */
export function markOf(ticket: Ticket, side: Principal['side'], mine: ReadPosition, othersPub: number): Mark {
  const theirs = side === 'customer' ? ticket.lastStaff : ticket.lastCustomer;
  const ours = side === 'customer' ? ticket.lastCustomer : ticket.lastStaff;
  if (theirs && theirs.pub > mine.pub) return 'in';
  if (ours && ours.pub > othersPub) return 'out';
  return null;
}

/**
 * Does a ticket concern a person enough to ring their bell? Customers: the tickets they take part in. Staff: those they
 * answer, took part in or were called to, and what nobody has taken yet in their teams.
 */
export function concerns(ticket: Ticket, principal: Principal): boolean {
  if (ticket.participants.includes(principal.person)) return true;
  if (principal.side === 'customer') return false;
  if (ticket.operator === principal.person || ticket.collaborators.includes(principal.person)) return true;
  const isOpen = ticket.state !== 'closed' && ticket.state !== 'discarded';
  return isOpen && ticket.operator === null && ticket.team !== null && principal.teams.includes(ticket.team);
}
