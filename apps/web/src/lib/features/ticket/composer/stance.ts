import { can, decideOnMessage, ruleUnits, type Ticket, type WorkflowContext } from '@sportello/core';

/** What the composer must say before somebody writes; null: nothing out of the ordinary. */
export type StanceNotice =
  | { readonly kind: 'reopens'; readonly until: number }
  /** The window for reopening has passed: a new ticket that cites this one goes on. */
  | { readonly kind: 'expired' }
  | { readonly kind: 'discarded' }
  /** Whoever reads has no right to write. */
  | { readonly kind: 'reading' };

/** What a person may write on a ticket now. */
export interface Stance {
  readonly mayReply: boolean;
  readonly mayNote: boolean;
  readonly notice: StanceNotice | null;
}

function noticeOf(ticket: Ticket, context: WorkflowContext): StanceNotice | null {
  const outcome = decideOnMessage(ticket, '-', context);
  if (outcome && !outcome.ok)
    return outcome.code === 'reopen_expired' ? { kind: 'expired' } : { kind: 'discarded' };
  const days = context.preset.rules.reopenDays;
  if (ticket.state !== 'closed' || !outcome || ticket.closedAt === null || days === null) return null;
  return { kind: 'reopens', until: ticket.closedAt + days * ruleUnits.day };
}

/** What a person may write on a ticket now, and what to tell them first: the server decides again when it comes. */
export function stanceOf(ticket: Ticket, context: WorkflowContext): Stance {
  const mayNote = can(context.principal, 'ticket.note', ticket);
  if (!can(context.principal, 'ticket.reply', ticket))
    return { mayReply: false, mayNote, notice: { kind: 'reading' } };
  const notice = noticeOf(ticket, context);
  return { mayReply: notice === null || notice.kind === 'reopens', mayNote, notice };
}
