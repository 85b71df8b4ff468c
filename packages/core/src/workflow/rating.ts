import type { Rating, Ticket } from '../entities.ts';
import type { Changes } from '../entries.ts';
import { type Refusal, refuse } from '../errors.ts';

/** What was said, as it is kept. */
export function ratingOf({
  value,
  words = '',
}: {
  readonly value: number;
  readonly words?: string | undefined;
}): Rating {
  return { value, words };
}

/** Decides that a customer says how a closed ticket went; what was said before is replaced. */
export function decideRating(ticket: Ticket, rating: Rating): Changes | Refusal {
  if (ticket.state !== 'closed') return refuse('not_allowed_now');
  const { rating: before } = ticket;
  if (before?.value === rating.value && before.words === rating.words) return refuse('unchanged');
  return { rating: [before, rating] };
}
