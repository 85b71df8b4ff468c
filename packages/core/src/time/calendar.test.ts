import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import {
  addWorkingTime,
  type Calendar,
  defaultCalendar,
  EmptyCalendarError,
  isItalianHoliday,
  workingTimeBetween,
} from './calendar.ts';

const hour = 3_600_000;
const rome = (text: string): number => DateTime.fromISO(text, { zone: 'Europe/Rome' }).toMillis();
const words = (at: number): string =>
  DateTime.fromMillis(at, { zone: 'Europe/Rome' }).toFormat("yyyy-MM-dd'T'HH:mm");

describe('working time', () => {
  it.each([
    ['within a shift', '2026-11-25T09:30', 1, '2026-11-25T10:30'],
    ['over the lunch break', '2026-11-25T12:30', 1, '2026-11-25T14:30'],
    ['over the night', '2026-11-25T17:30', 1, '2026-11-26T09:30'],
    ['over a weekend', '2026-11-27T17:00', 2, '2026-11-30T10:00'],
    ['from a Sunday', '2026-11-29T23:00', 8, '2026-11-30T18:00'],
    ['exactly to the end of a shift', '2026-11-25T09:00', 4, '2026-11-25T13:00'],
    ['no time at all, in the night', '2026-11-25T22:00', 0, '2026-11-26T09:00'],
    ['over Christmas and Saint Stephen', '2026-12-24T17:00', 2, '2026-12-28T10:00'],
    ['over Easter Monday', '2026-04-03T17:00', 2, '2026-04-07T10:00'],
    ['over the first of May, a Friday', '2026-04-30T17:00', 2, '2026-05-04T10:00'],
    ['over the Immaculate Conception', '2026-12-07T17:00', 2, '2026-12-09T10:00'],
    ['over the clock going forward', '2026-03-27T17:00', 2, '2026-03-30T10:00'],
    ['over the clock going back', '2026-10-23T17:00', 2, '2026-10-26T10:00'],
    ['five working days', '2026-11-25T10:00', 40, '2026-12-02T10:00'],
  ])('%s', (_, from, hours, to) => {
    expect(words(addWorkingTime(defaultCalendar, rome(from), hours * hour))).toBe(to);
    expect(workingTimeBetween(defaultCalendar, rome(from), rome(to))).toBe(hours * hour);
  });

  it('counts what a night shift really lasts when the clock changes', () => {
    const nights: Calendar = {
      ...defaultCalendar,
      week: Array.from({ length: 7 }, () => [[0, 1_440]] as const),
      holidays: null,
    };
    expect(workingTimeBetween(nights, rome('2026-03-29T00:00'), rome('2026-03-30T00:00'))).toBe(23 * hour);
    expect(workingTimeBetween(nights, rome('2026-10-25T00:00'), rome('2026-10-26T00:00'))).toBe(25 * hour);
  });

  it('stands still on a closure', () => {
    const closed = { ...defaultCalendar, closures: ['2026-11-26'] };
    expect(words(addWorkingTime(closed, rome('2026-11-25T17:30'), hour))).toBe('2026-11-27T09:30');
  });

  it('cannot be counted where nobody ever works', () => {
    const never = { ...defaultCalendar, week: [] };
    expect(() => addWorkingTime(never, rome('2026-11-25T09:00'), hour)).toThrow(EmptyCalendarError);
    expect(workingTimeBetween(never, rome('2026-11-25T09:00'), rome('2026-12-25T09:00'))).toBe(0);
  });
});

it('knows the holidays of Italy', () => {
  const first = DateTime.utc(2026, 1, 1);
  const days = Array.from({ length: 365 }, (_, index) => first.plus({ days: index }));
  expect(days.filter(isItalianHoliday).map((day) => day.toISODate()?.slice(5))).toEqual([
    '01-01',
    '01-06',
    '04-05',
    '04-06',
    '04-25',
    '05-01',
    '06-02',
    '08-15',
    '10-04',
    '11-01',
    '12-08',
    '12-25',
    '12-26',
  ]);
});
