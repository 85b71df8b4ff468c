import type { Ticket } from '../entities.ts';
import type { Changes } from '../entries.ts';
import { type Refusal, refuse } from '../errors.ts';
import type { Id } from '../fields.ts';
import type { WorkflowContext } from './decide.ts';
import { stateIsDone } from './table.ts';

/**
 * Decides who the ticket is about from now on (t28). Whoever it was about goes on taking part.
 * @param isOfCompany whether the person acts for the ticket's company and may read it there
 */
export function decideReference(
  ticket: Ticket,
  to: Id,
  isOfCompany: boolean,
  { principal, held }: WorkflowContext,
): Changes | Refusal {
  const field = 'requester';
  if (!isOfCompany) return refuse('not_found', { field });
  if (stateIsDone(ticket.state)) return refuse('not_allowed_now', { field });
  if (held && principal.side === 'customer') return refuse('held', { field });
  if (ticket.requester === to) return refuse('unchanged', { field });
  return { requester: [ticket.requester, to] };
}

/** Decides when support expects to close a ticket: a day that has not passed, or none any more. */
export function decideExpected(
  ticket: Ticket,
  to: number | null,
  { now }: Pick<WorkflowContext, 'now'>,
): Changes | Refusal {
  const field = 'expectedAt';
  if (stateIsDone(ticket.state)) return refuse('not_allowed_now', { field });
  if (ticket.expectedAt === to) return refuse('unchanged', { field });
  if (to !== null && to <= now) return refuse('date_past', { field });
  return { expectedAt: [ticket.expectedAt, to] };
}
