import {
  type Audience,
  type Changes,
  can,
  type DraftEntry,
  decideAssign,
  decideCall,
  decideHold,
  decideMove,
  decidePriority,
  decideRelease,
  decideReply,
  decideSettle,
  decideTake,
  decideUnsettle,
  decideUrgency,
  mayAskPriority,
  type Preset,
  type Principal,
  type Refusal,
  refuse,
  refusedOn,
  stateAtBirth,
  type Ticket,
  type WorkflowContext,
} from '@sportello/core';
import type { Opening, TicketDeed } from './acts.ts';

/** What surrounds an act in a replay. */
export interface ActContext {
  readonly actor: Principal;
  /** Ids of the cast by name. */
  readonly idOf: (name: string) => string;
  readonly preset: Preset;
  readonly now: number;
  readonly held: boolean;
  /** What the ticket is called and where it belongs when it is opened. */
  readonly birth: Changes;
}

/** An act that the ticket's rules decide. */
export type DecidedAct = Opening | TicketDeed;

type Decided = { readonly draft: Omit<DraftEntry, 'author' | 'key'> } | Refusal;

const changing = (decided: Changes | Refusal, audience: Audience = 'all'): Decided =>
  'code' in decided ? decided : { draft: { kind: 'change', audience, changes: decided } };

function opening(act: Opening, { actor, preset, birth }: ActContext): Decided {
  const { requestType = 'assistance', priority = 'normal' } = act;
  if (!can(actor, 'ticket.open')) return refuse('forbidden');
  if (!mayAskPriority(actor.side, priority, preset))
    return refuse('not_allowed_value', { field: 'priority' });
  const state = stateAtBirth(actor.role, preset);
  const changes: Changes = {
    requester: [null, actor.person],
    company: [null, actor.company],
    ...birth,
    requestType: [null, requestType],
    priority: [null, priority],
    state: [null, state],
  };
  return { draft: { kind: 'opened', audience: 'all', body: '…', changes } };
}

/** The right that an act asks for. */
const actions = {
  write: 'ticket.reply',
  note: 'ticket.note',
  settle: 'ticket.settle',
  move: 'ticket.move',
  take: 'ticket.take',
  give: 'ticket.assign',
  call: 'ticket.assign',
  prioritise: 'ticket.prioritise',
  urgency: 'ticket.urgency',
  holdTicket: 'ticket.hold',
  releaseTicket: 'ticket.hold',
} as const;

/**
 * Decides an act as the command of the same name would: by the table of rights first, then by the workflow's own functions.
 * @param ticket null before it is opened
 */
export function decideAct(act: DecidedAct, ticket: Ticket | null, context: ActContext): Decided {
  if (act.do === 'open') return ticket ? refuse('not_allowed_now') : opening(act, context);
  const { actor: principal, preset, now, held, idOf } = context;
  const refused = refusedOn(principal, actions[act.do], ticket);
  if (refused || !ticket) return refused ?? refuse('not_found');
  const rules = { principal, preset, now, held };
  return decideOn(act, ticket, rules, idOf);
}

function decideOn(
  act: TicketDeed,
  ticket: Ticket,
  rules: WorkflowContext,
  idOf: ActContext['idOf'],
): Decided {
  switch (act.do) {
    case 'write': {
      const body = act.text ?? '…';
      const moved = decideReply(ticket, body, act.move, rules);
      if (moved && !moved.ok) return moved;
      const changes = moved ? { changes: moved.changes } : {};
      return { draft: { kind: 'message', audience: 'all', body, ...changes } };
    }
    case 'note':
      return { draft: { kind: 'note', audience: 'staff', body: '…' } };
    case 'settle':
      return changing(act.needed ? decideUnsettle(ticket, rules) : decideSettle(ticket, rules));
    case 'move': {
      const moved = decideMove(ticket, act.move.to, act.move, rules);
      if (!moved.ok) return moved;
      const reason = act.move.reason ? { body: act.move.reason } : {};
      return { draft: { kind: 'change', audience: 'all', changes: moved.changes, ...reason } };
    }
    case 'take':
      return changing(decideTake(ticket, rules));
    case 'give':
      return changing(decideAssign(ticket, act.to === null ? null : idOf(act.to), ticket.team, rules));
    case 'call':
      return changing(decideCall(ticket, idOf(act.to)), 'staff');
    case 'prioritise':
      return changing(decidePriority(ticket, act.priority, rules));
    case 'urgency':
      return changing(decideUrgency(ticket, act.urgency));
    case 'holdTicket':
      return changing(decideHold(ticket, { text: '', callWhom: '…', reason: '…' }, rules));
    case 'releaseTicket':
      return changing(decideRelease(ticket));
  }
}
