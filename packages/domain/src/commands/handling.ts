import {
  type Changes,
  type CommandData,
  type DraftEntry,
  decideMove,
  type Refusal,
  type Result,
  refuse,
  stateInCharge,
  stateIsDone,
  type Ticket,
  type WorkflowContext,
  type Written,
} from '@sportello/core';
import type { Decision } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { merging } from './linking.ts';
import { draft, type KeyedCall, onTicket } from './onTicket.ts';

/** Takes a ticket in charge: a new one goes to the state of those in charge, an open one without operator gets one. */
export function take(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<CommandData<'ticket.take'>>,
): Promise<Result<Written>> {
  const me = ctx.principal.person;
  return onTicket(installation, ctx, call, 'ticket.take', (ticket, workflow) => {
    if (ticket.operator === me) return refuse('unchanged');
    if (ticket.operator !== null) return refuse('already_taken');
    if (stateIsDone(ticket.state)) return refuse('not_allowed_now');
    const moved =
      ticket.state === 'new' ? decideMove(ticket, stateInCharge(workflow.preset), {}, workflow) : null;
    if (moved && !moved.ok) return moved;
    return {
      drafts: [
        draft(ctx, call, {
          kind: 'change',
          audience: 'all',
          changes: { operator: [null, me], ...moved?.changes },
        }),
      ],
    };
  });
}

/** Calls an outside collaborator to a ticket, beside its operator. Customers see no trace of it. */
function callCollaborator(
  ctx: Context,
  call: KeyedCall<CommandData<'ticket.assign'>>,
  { collaborators }: Ticket,
  person: string,
): Decision {
  if (collaborators.includes(person)) return refuse('unchanged');
  const changes: Changes = { collaborators: [collaborators, [...collaborators, person]] };
  return { drafts: [draft(ctx, call, { kind: 'change', audience: 'staff', changes })] };
}

/** Gives a ticket to an operator or puts it back, and chooses its team; an outside collaborator is called beside the operator. */
export async function assign(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<CommandData<'ticket.assign'>>,
): Promise<Result<Written>> {
  const { operator, team } = call.data;
  const person = operator === null ? null : await installation.people.person(operator);
  const { teams } = await installation.settings();
  return onTicket(installation, ctx, call, 'ticket.assign', (ticket, workflow) => {
    if (operator !== null && !(person?.active && person.staff))
      return refuse('not_found', { field: 'operator' });
    if (team && !teams.some(({ code }) => code === team))
      return refuse('not_allowed_value', { field: 'team' });
    if (stateIsDone(ticket.state)) return refuse('not_allowed_now');
    if (operator !== null && person?.staff?.role === 'collaborator')
      return callCollaborator(ctx, call, ticket, operator);
    const toTeam = team ?? ticket.team;
    const isSameOperator = ticket.operator === operator;
    if (isSameOperator && ticket.team === toTeam) return refuse('unchanged');
    const moved =
      operator !== null && ticket.state === 'new'
        ? decideMove(ticket, stateInCharge(workflow.preset), {}, workflow)
        : null;
    if (moved && !moved.ok) return moved;
    return {
      drafts: [
        draft(ctx, call, {
          kind: 'change',
          // A change of team alone is support's own affair.
          audience: isSameOperator ? 'staff' : 'all',
          changes: {
            ...moved?.changes,
            ...(!isSameOperator && { operator: [ticket.operator, operator] }),
            ...(ticket.team !== toTeam && { team: [ticket.team, toTeam] }),
          },
        }),
      ],
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
