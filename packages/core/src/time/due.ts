import type { Clock, Due, Priority, Ticket, Urgency } from '../entities.ts';
import { type CountedTime, clockRests } from '../workflow/holding.ts';
import { customerWaits } from '../workflow/settling.ts';
import { type Preset, stateCategory } from '../workflow/table.ts';
import { addWorkingTime, type Calendar, defaultCalendar, workingTimeBetween } from './calendar.ts';

/** What support promises, in working minutes. */
export interface ServiceTargets {
  /** From the report until somebody has it in charge, by priority. */
  readonly takeCharge: Readonly<Record<Priority, number>>;
  /** From a customer's message until the next answer, by priority. */
  readonly response: Readonly<Record<Priority, number>>;
  /** Until the solution, by urgency; without an urgency nothing is promised. */
  readonly resolution: Readonly<Record<Urgency, number>>;
}

/** When support works and what it promises. */
export interface Service {
  readonly calendar: Calendar;
  readonly targets: ServiceTargets;
}

const hour = 60;
const workingDay = 8 * hour;

/** Eight working hours to take charge and to answer, two when nothing works; white five working days, yellow three, red one. */
export const defaultService: Service = {
  calendar: defaultCalendar,
  targets: {
    takeCharge: { low: workingDay, normal: workingDay, high: 4 * hour, blocking: 2 * hour },
    response: { low: 2 * workingDay, normal: workingDay, high: 4 * hour, blocking: 2 * hour },
    resolution: { white: 5 * workingDay, yellow: 3 * workingDay, red: workingDay },
  },
};

/** Support is warned when a quarter of the promised time is left. */
const WARNING_SHARE = 4;

interface Ticking {
  readonly clock: Clock;
  /** Working milliseconds. */
  readonly target: number;
  readonly runs: boolean;
}

const minutes = (count: number): number => count * 60_000;

/** The clock that a ticket stands under; null: nothing is promised now. */
function tickingOf(ticket: Ticket, { targets }: Service, preset: Preset): Ticking | null {
  const category = stateCategory[ticket.state];
  if (ticket.state === 'new')
    return { clock: 'take_charge', target: minutes(targets.takeCharge[ticket.priority]), runs: true };
  if (category === 'gated' || category === 'done' || ticket.state === 'resolved') return null;
  const isPaused = clockRests(ticket.state, preset);
  if (ticket.urgency !== null)
    return { clock: 'resolution', target: minutes(targets.resolution[ticket.urgency]), runs: !isPaused };
  if (isPaused || !customerWaits(ticket)) return null;
  return { clock: 'response', target: minutes(targets.response[ticket.priority]), runs: true };
}

/** Working milliseconds left of a promise, negative when it is late. */
function leftOf({ at, left }: Due, { calendar }: Service, now: number): number {
  if (at === null) return left ?? 0;
  return at >= now ? workingTimeBetween(calendar, now, at) : -workingTimeBetween(calendar, at, now);
}

function running(ticking: Ticking, left: number, { calendar }: Service, now: number): Due {
  const { clock, target } = ticking;
  const untilWarning = left - target / WARNING_SHARE;
  return {
    clock,
    target,
    at: left > 0 ? addWorkingTime(calendar, now, left) : now,
    warnAt: untilWarning > 0 ? addWorkingTime(calendar, now, untilWarning) : null,
    left: null,
  };
}

const isPaused = (due: Due): boolean => due.at === null;

/**
 * What is promised on a ticket after something has happened to it. Time that the same promise has used up stays used; time
 * in which support could not act does not count (R6.4).
 * @param before what was promised so far
 * @param now epoch milliseconds
 * @param held whether a hold lets every clock stand still
 */
export function dueAfter(
  before: Due | null,
  ticket: Ticket,
  service: Service,
  preset: Preset,
  now: number,
  held = false,
): Due | null {
  const ticking = tickingOf(ticket, service, preset);
  if (!ticking) return null;
  const { clock, target } = ticking;
  const runs = ticking.runs && !held;
  const same = before?.clock === clock ? before : null;
  if (same && same.target === target && isPaused(same) === !runs) return same;
  const left = same ? target - (same.target - leftOf(same, service, now)) : target;
  return runs ? running(ticking, left, service, now) : { clock, target, at: null, warnAt: null, left };
}

/**
 * What is promised on a ticket after holds that its promise has not counted yet: the clock stood still from the beginning of
 * each, and went on with the end of it by what was left.
 */
export function dueThroughHolds(
  ticket: Ticket,
  times: readonly CountedTime[],
  service: Service,
  preset: Preset,
): Due | null {
  return times.reduce<Due | null>((before, { from, to, isOpen }) => {
    if (!before) return null;
    const still = dueAfter(before, ticket, service, preset, from, true);
    return isOpen ? still : dueAfter(still, ticket, service, preset, to, ticket.hold !== null);
  }, ticket.due);
}
