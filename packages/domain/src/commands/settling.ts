import {
  type CommandData,
  decideSettle,
  decideUnsettle,
  type Result,
  type Ticket,
  type WorkflowContext,
  type Written,
} from '@sportello/core';
import type { Decision } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { draft, type KeyedCall, onTicket } from './onTicket.ts';
import { withDue } from './promising.ts';

/**
 * Says that what the customer wrote last needs no answer, or needs one after all. It is support's own affair, and an entry
 * for support alone, unless it moves the ticket or ends a promise: the customer sees those.
 */
export async function settle(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<CommandData<'ticket.settle'>>,
): Promise<Result<Written>> {
  const workflow = await installation.workflow();
  const { needed } = call.data;
  const rule = (ticket: Ticket, context: WorkflowContext): Decision => {
    const changes = needed ? decideUnsettle(ticket, context) : decideSettle(ticket, context);
    if ('code' in changes) return changes;
    const seen = draft(ctx, call, { kind: 'change', audience: 'all', changes });
    const holds = installation.people.holdsOf(ticket.company);
    const { drafts } = withDue(ticket, ticket.id, [seen], { ...workflow, holds }, context.now);
    const isPublic = drafts.some((one) => one.changes?.state ?? one.changes?.due);
    return { drafts: [isPublic ? seen : { ...seen, audience: 'staff' }] };
  };
  return onTicket(installation, ctx, call, 'ticket.settle', rule);
}
