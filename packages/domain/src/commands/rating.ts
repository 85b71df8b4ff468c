import { type CommandData, decideRating, type Result, ratingOf, type Written } from '@sportello/core';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { draft, type KeyedCall, onTicket } from './onTicket.ts';

/** Says how content the customer is with how a closed ticket went (R10.8). */
export function rate(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<CommandData<'ticket.rate'>>,
): Promise<Result<Written>> {
  return onTicket(installation, ctx, call, 'ticket.rate', (ticket) => {
    const changes = decideRating(ticket, ratingOf(call.data.rating));
    return 'code' in changes
      ? changes
      : { drafts: [draft(ctx, call, { kind: 'change', audience: 'all', changes })] };
  });
}
