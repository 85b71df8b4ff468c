import { gregorianEaster } from 'date-easter';
import { DateTime } from 'luxon';

/** Working hours as minutes since midnight, wall clock: from, and up to (exclusive). */
export type Shift = readonly [from: number, to: number];

/** When support works. */
export interface Calendar {
  /** IANA name of the zone in which hours and days are meant. */
  readonly timeZone: string;
  /** Shifts of each weekday, Monday first, in order and without overlap. */
  readonly week: readonly (readonly Shift[])[];
  /** Whose national holidays are free; null: nobody's. */
  readonly holidays: 'IT' | null;
  /** Other free days: `2026-08-14`. */
  readonly closures: readonly string[];
}

/** Days looked ahead before a calendar counts as one in which nobody ever works. */
const HORIZON = 3 * 366;

/** Italian holidays of every year, month and day (law 260 of 1949 and its changes; 4 October from 2026 on is apart). */
const fixedHolidays: readonly (readonly [month: number, day: number])[] = [
  [1, 1],
  [1, 6],
  [4, 25],
  [5, 1],
  [6, 2],
  [8, 15],
  [11, 1],
  [12, 8],
  [12, 25],
  [12, 26],
];

/** A calendar in which nobody ever works has no working time to count. */
export class EmptyCalendarError extends Error {
  override readonly name = 'EmptyCalendarError';
}

/** True on a national holiday of Italy; Saint Francis is one again from 2026 (law 151 of 2025). */
export function isItalianHoliday(day: DateTime): boolean {
  const { year, month, day: date } = day;
  if (fixedHolidays.some(([inMonth, onDay]) => inMonth === month && onDay === date)) return true;
  if (year >= 2026 && month === 10 && date === 4) return true;
  const easter = gregorianEaster(year);
  const monday = DateTime.utc(easter.year, easter.month, easter.day).plus({ days: 1 });
  // Easter itself is a Sunday, and a holiday all the same where Sundays are worked.
  return [monday.minus({ days: 1 }), monday].some((one) => one.month === month && one.day === date);
}

function isFree({ holidays, closures }: Calendar, day: DateTime): boolean {
  return closures.includes(day.toISODate() ?? '') || (holidays === 'IT' && isItalianHoliday(day));
}

/** The working hours of a day as moments; wall times that a change of the clock skips or repeats are where the zone puts them. */
function hoursOf(calendar: Calendar, day: DateTime): (readonly [number, number])[] {
  if (isFree(calendar, day)) return [];
  const at = (minutes: number): number =>
    minutes >= 1_440
      ? day.plus({ days: 1 }).toMillis()
      : day.set({ hour: Math.floor(minutes / 60), minute: minutes % 60 }).toMillis();
  return (calendar.week[day.weekday - 1] ?? []).map(([from, to]) => [at(from), at(to)] as const);
}

/** A day of a calendar: from its first moment to the first of the next, and the working hours in between. */
interface WorkingDay {
  readonly next: number;
  readonly hours: readonly (readonly [number, number])[];
}

/** No zone's day begins anywhere else than at a quarter of an hour, so all moments of one lie in one day. */
const QUARTER = 15 * 60_000;

/** Most quarters that are kept for a calendar. */
const MOST_KEPT = 5_000;

/** Days by the quarters that were asked for: every message asks for today, and what a zone's clock says is dear. */
const kept = new WeakMap<Calendar, Map<number, WorkingDay>>();

function workingDay(calendar: Calendar, at: number): WorkingDay {
  const days = kept.get(calendar) ?? new Map<number, WorkingDay>();
  kept.set(calendar, days);
  const quarter = Math.floor(at / QUARTER);
  const known = days.get(quarter);
  if (known) return known;
  const day = DateTime.fromMillis(at, { zone: calendar.timeZone }).startOf('day');
  const found = { next: day.plus({ days: 1 }).toMillis(), hours: hoursOf(calendar, day) };
  if (days.size >= MOST_KEPT) days.clear();
  days.set(quarter, found);
  return found;
}

function* hoursFrom(calendar: Calendar, from: number): Generator<readonly [number, number]> {
  let at = from;
  for (let ahead = 0; ahead < HORIZON; ahead += 1) {
    const { hours, next } = workingDay(calendar, at);
    for (const [begin, end] of hours) if (end > from) yield [Math.max(begin, from), end];
    at = next;
  }
}

/**
 * The moment at which a length of working time has passed; none at all has passed at the first working moment.
 * @param from epoch milliseconds
 * @param length milliseconds of working time, not negative
 * @throws EmptyCalendarError when nobody works for years
 */
export function addWorkingTime(calendar: Calendar, from: number, length: number): number {
  let left = length;
  for (const [begin, end] of hoursFrom(calendar, from)) {
    if (left <= end - begin) return begin + left;
    left -= end - begin;
  }
  throw new EmptyCalendarError();
}

/** Milliseconds of working time between two moments, earlier first (epoch milliseconds). */
export function workingTimeBetween(calendar: Calendar, from: number, to: number): number {
  let sum = 0;
  for (const [begin, end] of hoursFrom(calendar, from)) {
    if (begin >= to) break;
    sum += Math.min(end, to) - begin;
  }
  return sum;
}

/** True while support works. */
export function isWorkingTime(calendar: Calendar, at: number): boolean {
  return workingDay(calendar, at).hours.some(([begin, end]) => begin <= at && at < end);
}

/** The calendar day of a moment in a calendar's zone: `2026-08-14`. */
export function dayOf({ timeZone }: Pick<Calendar, 'timeZone'>, at: number): string {
  return DateTime.fromMillis(at, { zone: timeZone }).toFormat('yyyy-MM-dd');
}

/**
 * The same time of day on the next day on which support works.
 * @throws EmptyCalendarError when nobody works for years
 */
export function nextWorkingDay(calendar: Calendar, from: number): number {
  const now = DateTime.fromMillis(from, { zone: calendar.timeZone });
  for (let ahead = 1; ahead < HORIZON; ahead += 1) {
    const day = now.plus({ days: ahead });
    if (hoursOf(calendar, day.startOf('day')).length > 0) return day.toMillis();
  }
  throw new EmptyCalendarError();
}

/**
 * The same time of day a number of working days later.
 * @throws EmptyCalendarError when nobody works for years
 */
export function addWorkingDays(calendar: Calendar, from: number, days: number): number {
  let at = from;
  for (let count = 0; count < days; count += 1) at = nextWorkingDay(calendar, at);
  return at;
}

/** The moment that a time on the wall means in a calendar's zone: `2026-03-27T16:00`. */
export function momentAt({ timeZone }: Pick<Calendar, 'timeZone'>, wall: string): number {
  return DateTime.fromISO(wall, { zone: timeZone }).toMillis();
}

/** A moment as the wall shows it in a calendar's zone: `2026-03-27T16:00`. */
export function wallTimeOf({ timeZone }: Pick<Calendar, 'timeZone'>, moment: number): string {
  return DateTime.fromMillis(moment, { zone: timeZone }).toFormat("yyyy-MM-dd'T'HH:mm");
}

const morningAndAfternoon: readonly Shift[] = [
  [9 * 60, 13 * 60],
  [14 * 60, 18 * 60],
];

/** Monday to Friday, nine to one and two to six, in Italy. */
export const defaultCalendar: Calendar = {
  timeZone: 'Europe/Rome',
  week: [...Array.from({ length: 5 }, () => morningAndAfternoon), [], []],
  holidays: 'IT',
  closures: [],
};
