import type { Hold, State, Ticket } from '../entities.ts';
import type { Changes } from '../entries.ts';
import { type Refusal, refuse } from '../errors.ts';
import type { WorkflowContext } from './decide.ts';
import { type Preset, stateCategory, stateIsDone } from './table.ts';

/** A time during which a company was under hold, epoch milliseconds; `to` is null while it still is. */
export interface HeldTime {
  readonly from: number;
  readonly to: number | null;
}

/** True while a ticket or its company is under hold. */
export function isUnderHold({ hold }: Pick<Ticket, 'hold'>, company: readonly HeldTime[]): boolean {
  return hold !== null || company.some(({ to }) => to === null);
}

/** A held time within a ticket's life. */
export interface CountedTime {
  readonly from: number;
  readonly to: number;
  /** It is not over yet. */
  readonly isOpen: boolean;
}

/**
 * The times of holds, its own and its company's, that a ticket has not counted yet: without overlap, oldest first, up to now.
 * What was before its last activity is counted: whatever is promised or counted down was told with it.
 */
export function uncountedHolds(
  { hold, stopped, activityAt }: Pick<Ticket, 'hold' | 'stopped' | 'activityAt'>,
  company: readonly HeldTime[],
  now: number,
): readonly CountedTime[] {
  const since = Math.max(stopped?.until ?? 0, activityAt);
  const own: readonly HeldTime[] = hold ? [{ from: hold.since, to: null }] : [];
  const times = [...own, ...company]
    .map(({ from, to }) => ({ from: Math.max(from, since), to: to ?? now, isOpen: to === null }))
    .filter(({ from, to }) => to > from)
    .sort((one, other) => one.from - other.from);
  const joined: CountedTime[] = [];
  for (const time of times) {
    const last = joined.at(-1);
    if (!last || time.from > last.to) joined.push(time);
    else
      joined[joined.length - 1] = {
        from: last.from,
        to: Math.max(last.to, time.to),
        isOpen: last.isOpen || time.isOpen,
      };
  }
  return joined;
}

/** True in a state where support cannot act, so that a clock stands still also without a hold. */
export function clockRests(state: State, { rules }: Pick<Preset, 'rules'>): boolean {
  const category = stateCategory[state];
  return category === 'customer' || state === 'planned' || (category === 'third' && rules.thirdPartyPauses);
}

/** Milliseconds of all of them. */
export function lengthOf(times: readonly CountedTime[]): number {
  return times.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** What a ticket has counted when these times are added to it. */
export function stoppedAfter(
  before: Ticket['stopped'],
  times: readonly CountedTime[],
  now: number,
): NonNullable<Ticket['stopped']> {
  // Where clocks of processes differ, the end of a hold may lie ahead: it is counted whole, and once.
  const until = times.reduce((latest, { to }) => Math.max(latest, to), now);
  return { for: (before?.for ?? 0) + lengthOf(times), until };
}

/** Decides whether a ticket is put under hold (t24): nothing moves it then but administration, and its times stand still. */
export function decideHold(
  ticket: Ticket,
  { text, callWhom, reason }: Pick<Hold, 'text' | 'callWhom'> & { readonly reason: string },
  { now }: Pick<WorkflowContext, 'now'>,
): Changes | Refusal {
  if (stateIsDone(ticket.state)) return refuse('not_allowed_now');
  if (ticket.hold) return refuse('unchanged');
  return {
    hold: [null, { since: now, text, callWhom }],
    holdReason: [ticket.holdReason, reason],
  };
}

/** Decides whether the hold of a ticket ends (t24): it is where it was, and its times go on. */
export function decideRelease(ticket: Ticket): Changes | Refusal {
  if (!ticket.hold) return refuse('unchanged');
  return { hold: [ticket.hold, null], holdReason: [ticket.holdReason, null] };
}
