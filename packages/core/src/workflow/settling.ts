import type { Ticket } from '../entities.ts';
import type { Changes } from '../entries.ts';
import { type Refusal, refuse } from '../errors.ts';
import type { WorkflowContext } from './decide.ts';
import { stateIsDone } from './table.ts';

/** Has the customer spoken last, without support having said that this needs no answer? */
export function customerWaits({
  lastCustomer,
  lastStaff,
  settled,
}: Pick<Ticket, 'lastCustomer' | 'lastStaff' | 'settled'>): boolean {
  return lastCustomer !== null && lastCustomer.pub > Math.max(lastStaff?.pub ?? 0, settled?.pub ?? 0);
}

/** Does a ticket need an answer: the customer waits for one, or nobody has taken it in charge yet? */
export function needsAnswer(ticket: Ticket): boolean {
  if (stateIsDone(ticket.state) || ticket.state === 'authorization') return false;
  return (ticket.state === 'new' && ticket.woken === null) || customerWaits(ticket);
}

/** May support say now that what the customer wrote needs no answer? A request that nobody has taken needs one. */
export function maySettle(ticket: Ticket): boolean {
  return (
    !stateIsDone(ticket.state) && (ticket.state !== 'new' || ticket.woken !== null) && customerWaits(ticket)
  );
}

/** Has support said so of what the customer wrote last, and has not answered it since? */
export function isSettled({ state, settled, lastCustomer, lastStaff }: Ticket): boolean {
  const said = settled?.pub ?? 0;
  return state !== 'discarded' && said > (lastStaff?.pub ?? 0) && said >= (lastCustomer?.pub ?? 0);
}

/**
 * Decides that what the customer wrote last needs no answer. Where that message alone had brought the ticket back (t8, t16,
 * t19), it goes to where it was; what has happened to it besides stays.
 */
export function decideSettle(ticket: Ticket, { preset, held }: WorkflowContext): Changes | Refusal {
  if (!maySettle(ticket)) return refuse(customerWaits(ticket) ? 'not_allowed_now' : 'unchanged');
  const { state, woken, closure, lastCustomer } = ticket;
  const rest = woken && !held && preset.states.includes(woken.state) ? woken : null;
  return {
    settled: [
      ticket.settled,
      { pub: lastCustomer?.pub ?? 0, moved: rest ? { from: state, to: rest.state } : null },
    ],
    ...(rest && {
      state: [state, rest.state],
      ...(rest.closure !== closure && { closure: [closure, rest.closure] }),
    }),
  };
}

/** Decides that it needs one after all: the ticket is again where the message had brought it. */
export function decideUnsettle(ticket: Ticket, { preset, held }: WorkflowContext): Changes | Refusal {
  const { state, settled, closure } = ticket;
  if (!settled || !isSettled(ticket)) return refuse('unchanged');
  const { moved } = settled;
  const isBack = moved !== null && moved.to === state && preset.states.includes(moved.from);
  if (isBack && held) return refuse('held');
  // Since then it has gone on by itself, and there is nothing left that could be answered.
  if (!isBack && stateIsDone(state)) return refuse('not_allowed_now');
  return {
    settled: [settled, null],
    ...(isBack && {
      state: [state, moved.from],
      ...(closure !== null && { closure: [closure, null] }),
    }),
  };
}
