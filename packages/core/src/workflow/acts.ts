import { type Action, can, needsAuthorization } from '../access.ts';
import type { Principal, Priority, Side, State, Ticket, Urgency } from '../entities.ts';
import type { Changes } from '../entries.ts';
import { type Refusal, refuse } from '../errors.ts';
import type { Id } from '../fields.ts';
import { decideMove, decideOnMessage, type Move, type MoveInput, type WorkflowContext } from './decide.ts';
import { stateInCharge } from './successors.ts';
import { type Preset, stateIsDone, type Transition } from './table.ts';

/** Why a principal may not do something on a ticket at all; one that they may not see answers as if it were not there. */
export function refusedOn(principal: Principal, action: Action, ticket: Ticket | null): Refusal | null {
  if (!ticket || !can(principal, 'ticket.read', ticket)) return refuse('not_found');
  return can(principal, action, ticket) ? null : refuse('forbidden');
}

/** The state a ticket is born in (t1, t2). */
export function stateAtBirth(role: Principal['role'], { states }: Pick<Preset, 'states'>): State {
  return needsAuthorization(role) && states.includes('authorization') ? 'authorization' : 'new';
}

/** The ways into a workflow: a ticket is opened (t1, t2). They lead from nowhere, so that they are no rows of the table. */
export function openings({ states }: Pick<Preset, 'states'>): readonly Omit<Transition, 'from'>[] {
  const gated = { id: 't1', to: 'authorization', by: ['C'], needs: [] } as const;
  const plain = { id: 't2', to: 'new', by: ['C', 'O'], needs: [] } as const;
  return states.includes('authorization') ? [gated, plain] : [plain];
}

/** May somebody ask for a priority when opening? Where customers have no say every ticket begins as an ordinary one. */
export function mayAskPriority(side: Side, priority: Priority, { rules }: Pick<Preset, 'rules'>): boolean {
  const isUsual = priority === 'normal' && rules.customerPriorities.length === 0;
  return side === 'staff' || isUsual || rules.customerPriorities.includes(priority);
}

/** What a public message does, with or without the move that goes with it; null: nothing but being written. */
export function decideReply(
  ticket: Ticket,
  message: string,
  move: (MoveInput & { readonly to: State }) | undefined,
  context: WorkflowContext,
): Move | Refusal | null {
  return move
    ? decideMove(ticket, move.to, { ...move, message }, context)
    : decideOnMessage(ticket, message, context);
}

/** The way of a new ticket to those who have it in charge; null where it is there already. */
function takenInCharge(ticket: Ticket, context: WorkflowContext): Move | Refusal | null {
  return ticket.state === 'new' ? decideMove(ticket, stateInCharge(context.preset), {}, context) : null;
}

/** Is a ticket free for somebody to take in charge: nobody's, or given to them by Sportello and not taken yet? */
export function isFreeFor({ operator, state }: Pick<Ticket, 'operator' | 'state'>, person: Id): boolean {
  return !stateIsDone(state) && (operator === null || (operator === person && state === 'new'));
}

/** Decides who takes a ticket in charge: a new one goes to the state of those in charge, an open one gets its operator. */
export function decideTake(ticket: Ticket, context: WorkflowContext): Changes | Refusal {
  const me = context.principal.person;
  if (!isFreeFor(ticket, me)) {
    if (ticket.operator === me) return refuse('unchanged');
    return refuse(ticket.operator === null ? 'not_allowed_now' : 'already_taken');
  }
  const moved = takenInCharge(ticket, context);
  if (moved && !moved.ok) return moved;
  return { ...(ticket.operator === null && { operator: [null, me] as const }), ...moved?.changes };
}

/** Decides who a ticket is given to (null: put back), and which team it is with. */
export function decideAssign(
  ticket: Ticket,
  operator: Id | null,
  team: string | null,
  context: WorkflowContext,
): Changes | Refusal {
  if (stateIsDone(ticket.state)) return refuse('not_allowed_now');
  const isSameOperator = ticket.operator === operator;
  if (isSameOperator && ticket.team === team) return refuse('unchanged');
  const moved = operator === null ? null : takenInCharge(ticket, context);
  if (moved && !moved.ok) return moved;
  return {
    ...moved?.changes,
    ...(!isSameOperator && { operator: [ticket.operator, operator] as const }),
    ...(ticket.team !== team && { team: [ticket.team, team] as const }),
  };
}

/** Decides whether an outside collaborator is called to a ticket, beside its operator. */
export function decideCall({ state, collaborators }: Ticket, person: Id): Changes | Refusal {
  if (stateIsDone(state)) return refuse('not_allowed_now');
  if (collaborators.includes(person)) return refuse('unchanged');
  return { collaborators: [collaborators, [...collaborators, person]] };
}

/** Decides what support promises (t26); null takes the promise back. */
export function decideUrgency(ticket: Ticket, urgency: Urgency | null): Changes | Refusal {
  if (stateIsDone(ticket.state)) return refuse('not_allowed_now');
  return ticket.urgency === urgency ? refuse('unchanged') : { urgency: [ticket.urgency, urgency] };
}
