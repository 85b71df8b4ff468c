import { type CompanyCard, type Principal, stateIsDone, type Ticket } from '@sportello/core';
import type { Names } from './names.svelte';

/** A hold as somebody may read it. */
export type ShownHold = NonNullable<CompanyCard['held']>;

/** The hold that a ticket stands under, its company's before its own; null when there is none, or nothing is left to hold. */
export function holdOf(ticket: Ticket, names: Names, me: Principal): ShownHold | null {
  if (stateIsDone(ticket.state)) return null;
  const company = names.company(ticket.company)?.held;
  if (company) return company;
  if (!ticket.hold) return null;
  const { text, callWhom } = ticket.hold;
  const reason = me.side === 'staff' ? ticket.holdReason : (names.holdReason(ticket.id) ?? null);
  return { text, callWhom, reason };
}
