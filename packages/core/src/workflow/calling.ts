import type { Callback, Ticket } from '../entities.ts';
import type { Changes } from '../entries.ts';
import { type Refusal, refuse } from '../errors.ts';
import { stateIsDone } from './table.ts';

/** Decides that somebody wants to be called back; another wish takes the place of the one before. Null takes it back. */
export function decideCallback(ticket: Ticket, wish: Callback | null): Changes | Refusal {
  const { callback } = ticket;
  if (wish === null) return callback ? { callback: [callback, null] } : refuse('unchanged');
  if (stateIsDone(ticket.state)) return refuse('not_allowed_now');
  const { since: _, ...said } = wish;
  const isSame =
    callback && JSON.stringify({ ...said }) === JSON.stringify({ ...callback, since: undefined });
  return isSame ? refuse('unchanged') : { callback: [callback, wish] };
}
