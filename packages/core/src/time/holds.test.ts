import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import type { Ticket } from '../entities.ts';
import { ticketOf } from '../testing/people.ts';
import { type HeldTime, lengthOf, uncountedHolds } from '../workflow/holding.ts';
import { fullPreset } from '../workflow/transitions.ts';
import { workingTimeBetween } from './calendar.ts';
import { defaultService, dueAfter, dueThroughHolds } from './due.ts';

const rome = (text: string): number => DateTime.fromISO(text, { zone: 'Europe/Rome' }).toMillis();
const words = (at: number | null | undefined): string | null =>
  at ? DateTime.fromMillis(at, { zone: 'Europe/Rome' }).toFormat("yyyy-MM-dd'T'HH:mm") : null;
const hour = 3_600_000;

/** A new ticket, opened at a moment, with what was promised then. */
function opened(at: number, more: Partial<Ticket> = {}): Ticket {
  const ticket = ticketOf({ openedAt: at, activityAt: at, stateAt: at, ...more });
  return { ...ticket, due: dueAfter(null, ticket, defaultService, fullPreset, at) };
}

/** When it is due after holds, asked at a moment. */
const dueAt = (ticket: Ticket, holds: readonly HeldTime[], now: number) =>
  dueThroughHolds(ticket, uncountedHolds(ticket, holds, now), defaultService, fullPreset);

describe('a promised time', () => {
  it('stands still from the beginning of a hold, whenever one looks', () => {
    const ticket = opened(rome('2026-11-25T15:00'));
    const holds = [{ from: rome('2026-11-25T17:00'), to: null }];
    for (const now of ['2026-11-25T17:30', '2026-11-26T12:00', '2026-12-24T09:00'])
      expect(dueAt(ticket, holds, rome(now))).toMatchObject({ at: null, left: 6 * hour });
  });

  it('goes on by exactly the working time that was left, over the change to summer time and Easter', () => {
    // Friday 27 March 2026: two of eight hours are used. The clocks change on 29 March, Easter Monday is 6 April.
    const ticket = opened(rome('2026-03-27T09:00'));
    const holds = [{ from: rome('2026-03-27T11:00'), to: rome('2026-04-03T17:00') }];
    // One hour on Good Friday, and five on Tuesday.
    expect(words(dueAt(ticket, holds, rome('2026-04-03T17:00'))?.at)).toBe('2026-04-07T15:00');
  });

  it('goes on when work begins again where the hold ends at night or on a holiday', () => {
    const ticket = opened(rome('2026-12-23T17:00'));
    const holds = [{ from: rome('2026-12-23T18:00'), to: rome('2026-12-25T10:00') }];
    expect(words(dueAt(ticket, holds, rome('2026-12-28T09:00'))?.at)).toBe('2026-12-28T17:00');
  });

  it('counts several holds, also such as overlap with that of the ticket itself, once', () => {
    const ticket = opened(rome('2026-11-23T09:00'));
    const holds = [
      { from: rome('2026-11-23T11:00'), to: rome('2026-11-24T09:00') },
      { from: rome('2026-11-24T11:00'), to: rome('2026-11-26T09:00') },
    ];
    expect(words(dueAt(ticket, holds, rome('2026-11-26T09:00'))?.at)).toBe('2026-11-26T13:00');
    const own = { ...ticket, hold: { since: rome('2026-11-23T10:00'), text: '', callWhom: '' } };
    expect(dueAt(own, holds, rome('2026-11-26T09:00'))).toMatchObject({ at: null, left: 7 * hour });
  });

  it('of a state in which support cannot act anyway stays still after the hold', () => {
    const at = rome('2026-11-23T09:00');
    const waiting = opened(at, { state: 'waiting_customer', urgency: 'red' });
    const holds = [{ from: rome('2026-11-23T11:00'), to: rome('2026-11-24T09:00') }];
    expect(dueAt(waiting, holds, rome('2026-11-24T09:00'))).toMatchObject({ at: null, left: 8 * hour });
  });

  it('always leaves as much working time as there was, whatever the holds', () => {
    const begin = rome('2026-03-20T09:00');
    const length = fc.integer({ min: 1, max: 200 * hour });
    fc.assert(
      fc.property(fc.array(fc.tuple(length, length), { minLength: 1, maxLength: 4 }), (drawn) => {
        let clock = begin;
        const holds = drawn.map(([pause, held]) => {
          const from = clock + pause;
          clock = from + held;
          return { from, to: clock };
        });
        const ticket = opened(begin, { urgency: 'white', state: 'working' });
        const due = dueAt(ticket, holds, clock);
        const running = [begin, ...holds.map(({ to }) => to)];
        const used = holds.reduce(
          (sum, { from }, index) =>
            sum + workingTimeBetween(defaultService.calendar, running[index] ?? from, from),
          0,
        );
        const left = 40 * hour - used;
        if (left > 0) {
          expect(workingTimeBetween(defaultService.calendar, clock, due?.at ?? 0)).toBe(left);
        } else expect(due?.at).toBe(clock);
      }),
      { numRuns: 60 },
    );
  });
});

describe('holds that are not counted yet', () => {
  it('begin with the last activity, and with what was counted', () => {
    const ticket = ticketOf({ activityAt: 100 });
    const holds = [
      { from: 0, to: 50 },
      { from: 80, to: 120 },
      { from: 200, to: null },
    ];
    expect(uncountedHolds(ticket, holds, 250)).toEqual([
      { from: 100, to: 120, isOpen: false },
      { from: 200, to: 250, isOpen: true },
    ]);
    expect(uncountedHolds({ ...ticket, stopped: { for: 20, until: 210 } }, holds, 250)).toEqual([
      { from: 210, to: 250, isOpen: true },
    ]);
  });

  it('are as long as time passed under any of them', () => {
    const own = { ...ticketOf({ activityAt: 0 }), hold: { since: 50, text: '', callWhom: '' } };
    expect(lengthOf(uncountedHolds(own, [{ from: 10, to: 60 }], 100))).toBe(90);
  });
});
