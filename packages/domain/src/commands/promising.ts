import { type DraftEntry, fold, numberDrafts, type Preset, type Ticket } from '@sportello/core';
import { addWorkingDays, dueAfter, type Service } from '@sportello/core/time';
import type { Workflow } from '../workflow.ts';

/** When a ticket closes by itself, where only days count on which support works: every word begins the days anew. */
function closesAfter(
  before: Ticket | null,
  after: Ticket,
  { calendar }: Service,
  { rules }: Preset,
): number | null {
  if (after.state !== 'resolved' || !rules.autoCloseWorkingDays) return null;
  const isSame = before?.state === 'resolved' && before.activityAt === after.activityAt;
  return isSame ? after.closesAt : addWorkingDays(calendar, after.activityAt, rules.autoCloseDays);
}

/**
 * Adds to a decision what it does to the promised time, and to the day on which the ticket closes by itself: that is part of the same entry, so that every page shows it with
 * what caused it.
 * @param before the ticket the drafts were decided on; null when they open one
 * @param now the moment the log will give to the drafts, epoch milliseconds
 */
export function withDue(
  before: Ticket | null,
  ticket: string,
  drafts: readonly DraftEntry[],
  { preset, service }: Workflow,
  now: number,
): { readonly drafts: readonly DraftEntry[] } {
  const last = drafts.at(-1);
  // A customer must not learn from a promise that something happened out of their sight.
  if (last?.audience !== 'all') return { drafts };
  const entries = numberDrafts(before, ticket, drafts, now);
  const [after, moment] = [entries.reduce(fold, before), entries.at(-1)?.at ?? now];
  if (!after) return { drafts };
  // From the entry's own moment, which may be later than now where clocks of processes differ.
  const due = dueAfter(after.due, after, service, preset, moment);
  const closing = closesAfter(before, after, service, preset);
  if (due === after.due && closing === after.closesAt) return { drafts };
  const promised = {
    ...last,
    changes: {
      ...last.changes,
      ...(due !== after.due && { due: [after.due, due] as const }),
      ...(closing !== after.closesAt && { closesAt: [after.closesAt, closing] as const }),
    },
  };
  return { drafts: [...drafts.slice(0, -1), promised] };
}
