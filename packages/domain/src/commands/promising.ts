import {
  type Changes,
  type DraftEntry,
  type Due,
  fold,
  type HeldTime,
  isActivity,
  isUnderHold,
  numberDrafts,
  type Preset,
  stoppedAfter,
  type Ticket,
  uncountedHolds,
} from '@sportello/core';
import { addWorkingDays, dueAfter, dueThroughHolds, type Service } from '@sportello/core/time';
import type { Workflow } from '../workflow.ts';

/** What a decision is made by beside the ticket. */
export interface Promising extends Workflow {
  /** When the ticket's company was under hold. */
  readonly holds: readonly HeldTime[];
}

const isSame = (one: Due | null, other: Due | null): boolean =>
  one === other || (one !== null && other !== null && JSON.stringify(one) === JSON.stringify(other));

/** The alarm of a promise is lost where another one takes its place; one that only stood still keeps it. */
function keptAlarm({ due, dueAlarm }: Ticket, after: Due | null): Changes {
  const isKept = dueAlarm !== null && after?.clock === due?.clock && after?.target === due?.target;
  return isKept ? { dueAlarm: [dueAlarm, dueAlarm] } : {};
}

/** When a ticket closes by itself, where only days count on which support works: every word begins the days anew. */
function closesAfter(
  before: Ticket | null,
  after: Ticket,
  { calendar }: Service,
  { rules }: Preset,
): number | null {
  if (after.state !== 'resolved' || !rules.autoCloseWorkingDays) return null;
  const isCounted = before?.state === 'resolved' && before.activityAt === after.activityAt;
  return isCounted ? after.closesAt : addWorkingDays(calendar, after.activityAt, rules.autoCloseDays);
}

/**
 * Adds to a decision what it does to the promised time, and what holds have done to it since the last one: that is part of
 * the same entry, so that every page shows it with what caused it.
 * @param before the ticket the drafts were decided on; null when they open one
 * @param now the moment the log will give to the drafts, epoch milliseconds
 */
export function withDue(
  before: Ticket | null,
  ticket: string,
  drafts: readonly DraftEntry[],
  { preset, service, holds }: Promising,
  now: number,
): { readonly drafts: readonly DraftEntry[] } {
  const last = drafts.at(-1);
  // A customer must not learn from a promise that something happened out of their sight.
  if (last?.audience !== 'all') return { drafts };
  const entries = numberDrafts(before, ticket, drafts, now);
  // From the entry's own moment, which may be later than now where clocks of processes differ.
  const moment = entries.at(-1)?.at ?? now;
  const times = before ? uncountedHolds(before, holds, moment) : [];
  const counted = before && times.length > 0 ? dueThroughHolds(before, times, service, preset) : null;
  const settled = before && times.length > 0 ? { ...before, due: counted } : before;
  const after = entries.reduce(fold, settled);
  if (!after) return { drafts };
  const due = dueAfter(after.due, after, service, preset, moment, isUnderHold(after, holds));
  const isMoved = !isSame(due, before?.due ?? null);
  const closing = closesAfter(before, after, service, preset);
  const added: Changes = {
    ...(closing !== after.closesAt && { closesAt: [after.closesAt, closing] as const }),
    ...(isMoved && { due: [before?.due ?? null, due] as const }),
    ...(isMoved && before && keptAlarm(before, due)),
    // An activity counts everything before it by itself.
    ...(before &&
      times.length > 0 &&
      !isActivity(last) && {
        stopped: [before.stopped, stoppedAfter(before.stopped, times, moment)] as const,
      }),
  };
  if (Object.keys(added).length === 0) return { drafts };
  return { drafts: [...drafts.slice(0, -1), { ...last, changes: { ...last.changes, ...added } }] };
}
