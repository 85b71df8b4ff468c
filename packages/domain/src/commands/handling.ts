import {
  type Audience,
  type Changes,
  type CommandData,
  type DraftEntry,
  decideAssign,
  decideCall,
  decideMove,
  decidePriority,
  decideTake,
  decideUrgency,
  type Refusal,
  type Result,
  refuse,
  refusedOn,
  type Ticket,
  type WorkflowContext,
  type Written,
} from '@sportello/core';
import { type Decision, findTicket } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { merging } from './linking.ts';
import { draft, type KeyedCall, onTicket } from './onTicket.ts';
import { writeTogether } from './onTickets.ts';
import { toldBefore } from './opening.ts';

/** A decision that only changes fields, as an entry without words. */
function changing(
  ctx: Context,
  call: KeyedCall<unknown>,
  audience: Audience,
  decided: Changes | Refusal,
): Decision {
  return 'code' in decided
    ? decided
    : { drafts: [draft(ctx, call, { kind: 'change', audience, changes: decided })] };
}

/** Takes a ticket in charge: a new one goes to the state of those in charge, an open one without operator gets one. */
export function take(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<CommandData<'ticket.take'>>,
): Promise<Result<Written>> {
  return onTicket(installation, ctx, call, 'ticket.take', (ticket, workflow) =>
    changing(ctx, call, 'all', decideTake(ticket, workflow)),
  );
}

/** Gives a ticket to an operator or puts it back, and chooses its team; an outside collaborator is called beside the operator. */
export async function assign(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<CommandData<'ticket.assign'>>,
): Promise<Result<Written>> {
  const { operator, team, from } = call.data;
  const person = operator === null ? null : await installation.people.person(operator);
  const { teams } = await installation.settings();
  return onTicket(installation, ctx, call, 'ticket.assign', (ticket, workflow) => {
    if (operator !== null && !(person?.active && person.staff))
      return refuse('not_found', { field: 'operator' });
    if (team && !teams.some(({ code }) => code === team))
      return refuse('not_allowed_value', { field: 'team' });
    if (from !== undefined && from !== ticket.operator) return refuse('stale');
    // Customers see no trace of an outside collaborator.
    if (operator !== null && person?.staff?.role === 'collaborator')
      return changing(ctx, call, 'staff', decideCall(ticket, operator));
    // A change of team alone is support's own affair.
    const audience = ticket.operator === operator ? 'staff' : 'all';
    return changing(ctx, call, audience, decideAssign(ticket, operator, team ?? ticket.team, workflow));
  });
}

/** Lets a follow-up through to support (t3): now the ticket that it goes on from tells of it (t20), in the same moment. */
async function letThrough(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<CommandData<'ticket.move'>>,
  previous: number,
  moved: (ticket: Ticket, workflow: WorkflowContext) => DraftEntry | Refusal,
): Promise<Result<Written>> {
  const before = await findTicket(installation.database, previous);
  const tickets = before ? [call.data.ticket, before.id] : [call.data.ticket];
  return writeTogether(installation, ctx, call, null, tickets, ([ticket, told], workflow) => {
    const refused = refusedOn(ctx.principal, 'ticket.move', ticket ?? null);
    if (refused || !ticket) return refused ?? refuse('not_found');
    const entry = moved(ticket, workflow);
    if ('code' in entry) return entry;
    const isLetThrough = ticket.state === 'authorization' && told;
    const author = { id: ticket.requester, side: 'customer' } as const;
    return {
      drafts: [[entry], isLetThrough ? toldBefore(told, ticket.number, author) : []].slice(0, tickets.length),
    };
  });
}

/** Moves a ticket without a message; a reason is kept as the text of the entry. The original of a duplicate is told too. */
export async function move(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<CommandData<'ticket.move'>>,
): Promise<Result<Written>> {
  const { to, reason, duplicateOf } = call.data;
  const moved = (ticket: Ticket, workflow: WorkflowContext): DraftEntry | Refusal => {
    const decided = decideMove(ticket, to, call.data, workflow);
    if (!decided.ok) return decided;
    return draft(ctx, call, {
      kind: 'change',
      audience: 'all',
      changes: decided.changes,
      ...(reason && { body: reason, lang: ctx.locale }),
    });
  };
  if (to === 'new') {
    const gated = await findTicket(installation.database, call.data.ticket);
    const previous = gated?.state === 'authorization' && gated.followUpOf;
    if (previous) return letThrough(installation, ctx, call, previous, moved);
  }
  if (duplicateOf === undefined)
    return onTicket(installation, ctx, call, 'ticket.move', (ticket, workflow) => {
      const entry = moved(ticket, workflow);
      return 'code' in entry ? entry : { drafts: [entry] };
    });
  return merging(
    installation,
    ctx,
    call,
    'ticket.move',
    { number: duplicateOf, field: 'duplicateOf' },
    moved,
  );
}

/** Changes what the customer asks for. */
export function prioritise(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<CommandData<'ticket.prioritise'>>,
): Promise<Result<Written>> {
  return onTicket(installation, ctx, call, 'ticket.prioritise', (ticket, workflow) =>
    changing(ctx, call, 'all', decidePriority(ticket, call.data.priority, workflow)),
  );
}

/** Changes what support promises. */
export function setUrgency(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<CommandData<'ticket.urgency'>>,
): Promise<Result<Written>> {
  return onTicket(installation, ctx, call, 'ticket.urgency', (ticket) =>
    changing(ctx, call, 'all', decideUrgency(ticket, call.data.urgency)),
  );
}
