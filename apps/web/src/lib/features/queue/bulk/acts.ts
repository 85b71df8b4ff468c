import {
  type CommandInput,
  type CommandName,
  can,
  offeredMoves,
  type Preset,
  type Principal,
  type Refusal,
  refuse,
  type TicketRow,
  type Urgency,
} from '@sportello/core';

/** Something that is done with many tickets. */
export type BulkAct =
  | { readonly kind: 'take' }
  | { readonly kind: 'assign'; readonly operator: string }
  | { readonly kind: 'urgency'; readonly urgency: Urgency | null }
  | { readonly kind: 'category'; readonly category: string; readonly subcategory: string }
  | { readonly kind: 'close'; readonly body: string }
  | { readonly kind: 'discard'; readonly reason: string }
  | { readonly kind: 'archive' }
  | { readonly kind: 'unarchive' }
  | { readonly kind: 'read' };
/** See {@link BulkAct}. */
export type BulkKind = BulkAct['kind'];

/** A command on one ticket. */
export type TicketCall = {
  [N in CommandName]: { readonly name: N; readonly input: CommandInput<N> };
}[CommandName];

const rights = {
  take: 'ticket.take',
  assign: 'ticket.assign',
  urgency: 'ticket.urgency',
  category: 'ticket.describe',
  close: 'ticket.reply',
  discard: 'ticket.discard',
} as const;

/** What somebody may do with many tickets at once: what they may do with one, and support alone what changes them. */
export function bulkKindsFor(me: Principal, isArchive: boolean): readonly BulkKind[] {
  const changing = (['take', 'assign', 'urgency', 'category', 'close', 'discard'] as const).filter(
    (kind) => me.side === 'staff' && can(me, rights[kind]),
  );
  return [...changing, isArchive ? 'unarchive' : 'archive', 'read'];
}

/** What surrounds a decision beside the ticket. */
interface Surroundings {
  readonly principal: Principal;
  readonly preset: Preset;
  readonly now: number;
  readonly held: boolean;
}

/** The command that does it on one ticket, as it was seen: the server refuses where that is no longer so. */
export function callOf(act: BulkAct, { ticket }: TicketRow, context: Surroundings): TicketCall | Refusal {
  const on = { ticket: ticket.id };
  const from = ticket.state;
  const wayTo = (...states: readonly string[]) => {
    const moves = offeredMoves(ticket, context);
    return states.flatMap((to) => moves.filter((move) => move.to === to))[0]?.to;
  };
  switch (act.kind) {
    case 'take':
      return { name: 'ticket.take', input: on };
    case 'assign':
      return { name: 'ticket.assign', input: { ...on, operator: act.operator, from: ticket.operator } };
    case 'urgency':
      return { name: 'ticket.urgency', input: { ...on, urgency: act.urgency } };
    case 'category':
      return {
        name: 'ticket.describe',
        input: { ...on, category: act.category, subcategory: act.subcategory },
      };
    case 'close': {
      // A workflow where the customer confirms closes by that.
      const to = wayTo('resolved', 'closed');
      if (to === undefined) return refuse(context.held ? 'held' : 'not_allowed_now');
      return { name: 'ticket.reply', input: { ...on, body: act.body, move: { to } } };
    }
    case 'discard': {
      const to = wayTo('discarded');
      if (to === undefined) return refuse(context.held ? 'held' : 'not_allowed_now');
      return { name: 'ticket.move', input: { ...on, to, reason: act.reason, from } };
    }
    case 'archive':
      return { name: 'ticket.archive', input: on };
    case 'unarchive':
      return { name: 'ticket.unarchive', input: on };
    case 'read':
      return { name: 'ticket.read', input: { ...on, seq: ticket.seq } };
  }
}
