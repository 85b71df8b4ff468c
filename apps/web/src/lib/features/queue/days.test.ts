import { describe, expect, it } from 'vitest';
import { dayBegin, dayEnd, dayOf } from './days.ts';

describe('a day in an address', () => {
  it.each([
    ['2026-01-15', '2026-01-14T23:00:00Z', '2026-01-15T23:00:00Z'],
    ['2026-07-15', '2026-07-14T22:00:00Z', '2026-07-15T22:00:00Z'],
    // The days on which the clocks change last 23 and 25 hours.
    ['2026-03-29', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'],
    ['2026-10-25', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'],
  ])('%s is a day of the provider', (day, begin, end) => {
    expect(dayBegin(day)).toBe(Date.parse(begin));
    expect(dayEnd(day)).toBe(Date.parse(end));
    expect(dayOf(Date.parse(begin))).toBe(day);
    expect(dayOf(Date.parse(end) - 1)).toBe(day);
  });

  it.each(['', '2026-02-30', '2026-13-01', '26-01-01', '2026-1-1', 'ieri', '2026-01-01T00:00'])(
    '%j is none',
    (text) => expect(dayBegin(text)).toBeUndefined(),
  );
});
