import { can } from '../access.ts';
import {
  type Principal,
  type Priority,
  priorities,
  type State,
  type Ticket,
  type Vendor,
} from '../entities.ts';
import type { Changes } from '../entries.ts';
import { type ErrorCode, type Refusal, type RefusalDetails, refuse } from '../errors.ts';
import type { Id } from '../fields.ts';
import { ratingOf } from './rating.ts';
import { type Actor, type Need, type Preset, ruleUnits, stateIsDone, type Transition } from './table.ts';

/** What accompanies a wish to move a ticket. */
export interface MoveInput {
  /** The state that whoever moves it has before their eyes; another one by now refuses the move. */
  readonly from?: State | undefined;
  readonly message?: string | undefined;
  readonly reason?: string | undefined;
  readonly vendor?: Vendor | undefined;
  readonly plannedFor?: number | undefined;
  readonly duplicateOf?: number | undefined;
  /** How content the customer is, with the confirmation of a solution. */
  readonly rating?: { readonly value: number; readonly words?: string | undefined } | undefined;
}

/** The surroundings of a decision: all that is not in the ticket or the input. */
export interface WorkflowContext {
  readonly principal: Principal;
  readonly preset: Preset;
  /** Epoch milliseconds. */
  readonly now: number;
  /** True while the ticket's company is under administrative hold. */
  readonly held: boolean;
}

/** The letters of the transition table that a principal stands for on a ticket. */
export function actorsOf(principal: Principal, ticket: Ticket): Actor[] {
  const actors: Actor[] = [];
  if (can(principal, 'ticket.move', ticket)) actors.push(principal.side === 'customer' ? 'C' : 'O');
  if (can(principal, 'ticket.authorize', ticket)) actors.push('CA');
  if (principal.role === 'supervisor' || principal.role === 'providerAdministrator') actors.push('S');
  return actors;
}

type Check = (ticket: Ticket, input: MoveInput, context: WorkflowContext) => Refusal | null;

const missing = (code: ErrorCode, field: string, isThere: boolean): Refusal | null =>
  isThere ? null : refuse(code, { field });

const checks: Readonly<Record<Need, Check>> = {
  message: (_, input) => missing('message_required', 'message', Boolean(input.message)),
  reason: (_, input) => missing('reason_required', 'reason', Boolean(input.reason)),
  vendor: (_, input) => missing('required', 'vendor', input.vendor !== undefined),
  duplicate_of: (ticket, input) => {
    if (input.duplicateOf === ticket.number) return refuse('not_allowed_value', { field: 'duplicateOf' });
    return missing('required', 'duplicateOf', input.duplicateOf !== undefined);
  },
  future_date: (_, input, { now }) => {
    if (input.plannedFor === undefined) return refuse('required', { field: 'plannedFor' });
    return input.plannedFor > now ? null : refuse('date_past', { field: 'plannedFor' });
  },
  minimum_age: (ticket, _, { now, preset }) => {
    const possibleAt = ticket.openedAt + preset.rules.minimumAgeMinutes * ruleUnits.minute;
    return now >= possibleAt
      ? null
      : refuse('too_early', { possibleAt, limit: preset.rules.minimumAgeMinutes });
  },
  reopen_window: (ticket, _, { now, preset }) => {
    const days = preset.rules.reopenDays;
    const isWithin =
      days !== null && ticket.closedAt !== null && now <= ticket.closedAt + days * ruleUnits.day;
    return isWithin ? null : refuse('reopen_expired', { limit: days ?? 0 });
  },
  not_clarification: (ticket) => (ticket.requestType === 'clarification' ? refuse('not_allowed_now') : null),
  own_while_gated: ({ state, requester }, _, { principal }) =>
    state === 'authorization' && requester !== principal.person ? refuse('not_allowed_now') : null,
  unanswered: (ticket) => (ticket.lastStaff === null ? null : refuse('not_allowed_now')),
};

function firstFault(
  row: Transition,
  ticket: Ticket,
  input: MoveInput,
  context: WorkflowContext,
): Refusal | null {
  for (const need of row.needs) {
    const fault = checks[need](ticket, input, context);
    if (fault) return fault;
  }
  return null;
}

function rowsTo(ticket: Ticket, to: State, context: WorkflowContext): Transition[] {
  const actors = actorsOf(context.principal, ticket);
  return context.preset.transitions.filter(
    (row) =>
      row.to === to && row.from.includes(ticket.state) && row.by.some((actor) => actors.includes(actor)),
  );
}

/**
 * What a row changes on a ticket.
 * @param person who moves it; null: a timer
 */
export function changesOf(row: Transition, ticket: Ticket, input: MoveInput, person: Id | null): Changes {
  const operator =
    row.operator === 'take'
      ? (ticket.operator ?? person)
      : row.operator === 'release'
        ? null
        : ticket.operator;
  const closure = row.closure ?? null;
  const plannedFor = row.to === 'planned' ? (input.plannedFor ?? null) : null;
  // A reopened ticket that nobody has in charge waits to be taken, like a new one.
  const to = row.id === 't19' && ticket.operator === null ? 'new' : row.to;
  return {
    state: [ticket.state, to],
    ...(closure !== ticket.closure && { closure: [ticket.closure, closure] }),
    ...(operator !== ticket.operator && { operator: [ticket.operator, operator] }),
    ...(plannedFor !== ticket.plannedFor && { plannedFor: [ticket.plannedFor, plannedFor] }),
    ...(row.to === 'vendor' && input.vendor && { vendor: [ticket.vendor, input.vendor] }),
    ...(row.closure === 'confirmed' && input.rating && { rating: [ticket.rating, ratingOf(input.rating)] }),
    ...(row.closure === 'duplicate' && { duplicateOf: [ticket.duplicateOf, input.duplicateOf ?? null] }),
  };
}

/** A granted move: the row that allows it and what it changes. */
export interface Move {
  readonly ok: true;
  readonly row: Transition;
  readonly changes: Changes;
}

/**
 * Decides whether a principal may move a ticket to a state now: the only place where a state is decided.
 * @returns the row and its changes, or the refusal of the first row that fits but lacks something
 */
export function decideMove(
  ticket: Ticket,
  to: State,
  input: MoveInput,
  context: WorkflowContext,
): Move | Refusal {
  if (input.from !== undefined && input.from !== ticket.state) return refuse('stale');
  const rows = rowsTo(ticket, to, context);
  if (rows.length === 0) return refuse('not_allowed_now');
  if (context.held && !actorsOf(context.principal, ticket).includes('S')) return refuse('held');
  let fault: Refusal | null = null;
  for (const row of rows) {
    const found = firstFault(row, ticket, input, context);
    if (!found) return { ok: true, row, changes: changesOf(row, ticket, input, context.principal.person) };
    fault ??= found;
  }
  return fault ?? refuse('not_allowed_now');
}

/**
 * What a public message does to the state by itself (t8, t16, t19), or why it cannot be written here (t20).
 * On a ticket under hold the message is recorded and nothing moves.
 */
export function decideOnMessage(
  ticket: Ticket,
  message: string,
  context: WorkflowContext,
): Move | Refusal | null {
  const actors = actorsOf(context.principal, ticket);
  const row = context.preset.transitions.find(
    (candidate) =>
      candidate.onMessage &&
      candidate.from.includes(ticket.state) &&
      candidate.by.some((actor) => actors.includes(actor)),
  );
  if (ticket.state === 'discarded') return refuse(ticket.duplicateOf === null ? 'not_allowed_now' : 'merged');
  // Where nothing reopens, a closed ticket takes no more messages: a new one that cites it goes on (t20).
  if (!row && ticket.state === 'closed')
    return refuse('reopen_expired', { limit: context.preset.rules.reopenDays ?? 0 });
  if (!row || context.held) return null;
  const fault = firstFault(row, ticket, { message }, context);
  return fault ?? { ok: true, row, changes: changesOf(row, ticket, { message }, context.principal.person) };
}

/** A move the page may offer: the state, what it will ask for, and from when, if it is too early. */
export interface OfferedMove {
  readonly to: State;
  readonly id: Transition['id'];
  readonly closure: Transition['closure'] | null;
  readonly needs: readonly Need[];
  readonly possibleAt: number | null;
}

/** Moves a principal may ask for on a ticket now; texts and dates count as given, since the page will ask for them. */
export function offeredMoves(ticket: Ticket, context: WorkflowContext): OfferedMove[] {
  const given: MoveInput = {
    message: '-',
    reason: '-',
    vendor: { name: '-', reference: '-' },
    plannedFor: context.now + 1,
    duplicateOf: -1,
  };
  const actors = actorsOf(context.principal, ticket);
  if (context.held && !actors.includes('S')) return [];
  return context.preset.transitions.flatMap((row) => {
    if (!row.from.includes(ticket.state) || !row.by.some((actor) => actors.includes(actor))) return [];
    const fault = firstFault(row, ticket, given, context);
    if (fault && fault.code !== 'too_early') return [];
    return [
      {
        to: row.to,
        id: row.id,
        closure: row.closure ?? null,
        needs: row.needs,
        possibleAt: fault?.possibleAt ?? null,
      },
    ];
  });
}

/**
 * Decides a change of priority (t25): customers may lower and raise it, but nothing becomes blocking after birth.
 */
export function decidePriority(ticket: Ticket, to: Priority, context: WorkflowContext): Changes | Refusal {
  const no = (code: ErrorCode, details?: RefusalDetails) => refuse(code, { field: 'priority', ...details });
  if (ticket.priority === to) return no('unchanged');
  if (stateIsDone(ticket.state)) return no('not_allowed_now');
  if (context.held && context.principal.side === 'customer') return no('held');
  if (context.principal.side === 'customer' && !context.preset.rules.customerReprioritises)
    return no('not_allowed_now');
  if (to === priorities[priorities.length - 1]) return no('blocking_only_at_birth');
  return { priority: [ticket.priority, to] };
}
