import type { Ticket } from '../entities.ts';
import type { Audience, Changes } from '../entries.ts';
import { closesAt, hasTimer, purgesAt } from './closing.ts';
import { changesOf } from './decide.ts';
import { clockRests, type HeldTime, stoppedAfter, uncountedHolds } from './holding.ts';
import { stateIn } from './successors.ts';
import { type Preset, ruleUnits, stateIsDone } from './table.ts';

/** What happens to a ticket by itself. */
export type TimedRule =
  | 'resumed' // its company's hold is over: times go on
  | 'left_behind' // its state is none of the workflow's any more
  | 'plan_reached' // t12
  | 'closing_soon' // the warning before t15
  | 'auto_close' // t15
  | 'purge' // of a discarded ticket
  | 'due_soon'
  | 'breach';

/** A rule and the moment (epoch milliseconds) at which it acts, if nothing happens before. */
export interface TimedAct {
  readonly rule: TimedRule;
  readonly at: number;
}

/** What a rule does. */
export interface TimedEffect {
  readonly rule: TimedRule;
  readonly audience: Audience;
  readonly changes: Changes;
}

function closingActs(ticket: Ticket, preset: Preset): TimedAct[] {
  const at = closesAt(ticket, preset);
  if (at === null) return [];
  const { autoCloseWarningHours, autoCloseDays } = preset.rules;
  // A warning is of no use where it would come with what it warns of, or right after the answer itself.
  const isWarned = autoCloseWarningHours > 0 && autoCloseWarningHours < autoCloseDays * 24;
  const warning = { rule: 'closing_soon' as const, at: at - autoCloseWarningHours * ruleUnits.hour };
  return [...(isWarned && ticket.warnedAt === null ? [warning] : []), { rule: 'auto_close', at }];
}

function dueActs({ due, dueAlarm }: Ticket): TimedAct[] {
  if (!due || due.at === null || dueAlarm === 'breached') return [];
  const breach = { rule: 'breach' as const, at: due.at };
  return dueAlarm === null && due.warnAt !== null ? [{ rule: 'due_soon', at: due.warnAt }, breach] : [breach];
}

function purgeActs(ticket: Ticket): TimedAct[] {
  const at = purgesAt(ticket);
  return at === null ? [] : [{ rule: 'purge', at }];
}

/** What will happen to a ticket by itself, earliest first. */
export function timedActs(ticket: Ticket, preset: Preset): TimedAct[] {
  if (!preset.states.includes(ticket.state)) return [{ rule: 'left_behind', at: 0 }];
  const plan: TimedAct[] =
    ticket.state === 'planned' && ticket.plannedFor !== null && hasTimer(preset, 'planned')
      ? [{ rule: 'plan_reached', at: ticket.plannedFor }]
      : [];
  return [...plan, ...closingActs(ticket, preset), ...dueActs(ticket), ...purgeActs(ticket)].sort(
    (one, other) => one.at - other.at,
  );
}

function moveByTimer(ticket: Ticket, preset: Preset): Changes {
  const row = preset.transitions.find((one) => one.by.includes('T') && one.from.includes(ticket.state));
  return row ? changesOf(row, ticket, {}, null) : {};
}

function leftBehind(ticket: Ticket, preset: Preset): Changes {
  const to = stateIn(preset, ticket.state);
  const isClosing = stateIsDone(to) && !stateIsDone(ticket.state);
  return {
    state: [ticket.state, to],
    ...(isClosing && ticket.closure === null && { closure: [null, 'solved' as const] }),
    ...(ticket.plannedFor !== null && { plannedFor: [ticket.plannedFor, null] }),
  };
}

/** Rules that write an entry; a ticket that disappears writes none. */
type WritingRule = Exclude<TimedRule, 'purge' | 'resumed'>;

function effectOf(rule: WritingRule, ticket: Ticket, preset: Preset, now: number): TimedEffect {
  switch (rule) {
    case 'left_behind':
      return { rule, audience: 'all', changes: leftBehind(ticket, preset) };
    case 'plan_reached':
    case 'auto_close':
      return { rule, audience: 'all', changes: moveByTimer(ticket, preset) };
    case 'closing_soon':
      return { rule, audience: 'all', changes: { warnedAt: [null, now] } };
    case 'due_soon':
      return { rule, audience: 'staff', changes: { dueAlarm: [ticket.dueAlarm, 'warned'] } };
    case 'breach':
      return { rule, audience: 'staff', changes: { dueAlarm: [ticket.dueAlarm, 'breached'] } };
  }
}

/** What surrounds the decision about what happens by itself. */
export interface TimedContext {
  readonly preset: Preset;
  readonly now: number;
  /** True while the ticket or its company is under administrative hold. */
  readonly held: boolean;
  /** When its company was under hold. */
  readonly holds?: readonly HeldTime[];
}

/** What the end of a hold changes where it has moved a time that somebody sees and nothing has said so yet; null elsewhere. */
function resumed(ticket: Ticket, { preset, now, holds = [] }: TimedContext): Changes | null {
  const isPromised = ticket.due !== null && !clockRests(ticket.state, preset);
  const isCounting = isPromised || closesAt(ticket, preset) !== null;
  const times = isCounting ? uncountedHolds(ticket, holds, now) : [];
  if (times.length === 0) return null;
  const { stopped } = ticket;
  return { stopped: [stopped, stoppedAfter(stopped, times, now)] };
}

/**
 * The first thing that has to happen to a ticket by itself now; null when nothing has. Everything stands still while it or
 * its company is under hold, but for a state that no longer exists; after that its times are moved before they count.
 */
export function decideTimed(ticket: Ticket, context: TimedContext): TimedEffect | null {
  const { preset, now, held } = context;
  const goesOn = held ? null : resumed(ticket, context);
  if (goesOn) return { rule: 'resumed', audience: 'all', changes: goesOn };
  const next = timedActs(ticket, preset).find(({ rule }) => !held || rule === 'left_behind');
  if (!next || next.at > now || next.rule === 'purge' || next.rule === 'resumed') return null;
  return effectOf(next.rule, ticket, preset, now);
}
