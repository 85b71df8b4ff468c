import { describe, expect, it } from 'vitest';
import { idOf, monday, principalOf, ticketOf } from '../testing/people.ts';
import { decideTake, isFreeFor } from './acts.ts';
import { isAway, leastLoaded, loadOf, routed, waitsForRouting } from './routing.ts';
import { fullPreset } from './transitions.ts';

const [anna, luca] = [idOf(0xa1), idOf(0xa2)];

describe('how much an operator has to do', () => {
  it('counts what waits for support by its priority, what waits for others little, what is done not at all', () => {
    const loads = (
      [
        ['new', 'low'],
        ['accepted', 'normal'],
        ['working', 'high'],
        ['accepted', 'blocking'],
        ['waiting_customer', 'blocking'],
        ['vendor', 'normal'],
        ['closed', 'blocking'],
        ['authorization', 'high'],
      ] as const
    ).map(([state, priority]) => loadOf({ state, priority }));
    expect(loads).toEqual([2, 2, 3, 6, 1, 1, 0, 0]);
  });

  it('gives to who has least, among equals always to the same', () => {
    expect(
      leastLoaded(
        [anna, luca],
        new Map([
          [anna, 4],
          [luca, 3],
        ]),
      ),
    ).toBe(luca);
    expect(leastLoaded([luca, anna], new Map())).toBe(anna);
    expect(leastLoaded([], new Map())).toBeNull();
  });
});

it('somebody is away from the first day to the last, both included', () => {
  const rules = { absences: [{ person: anna, from: '2026-08-10', to: '2026-08-12' }] };
  const days = ['2026-08-09', '2026-08-10', '2026-08-12', '2026-08-13'];
  expect(days.map((day) => isAway(rules, anna, day))).toEqual([false, true, true, false]);
  expect(isAway(rules, luca, '2026-08-11')).toBe(false);
});

describe('a ticket that Sportello gave to somebody', () => {
  const given = ticketOf({ operator: anna, routing: { why: 'load', operator: anna } });
  const context = (person: string) => ({
    principal: principalOf('operator', { person }),
    preset: fullPreset,
    now: monday,
    held: false,
  });

  it('stays new until they take it in charge, which only they can', () => {
    expect(routed({ why: 'load', operator: anna })).not.toHaveProperty('state');
    expect([isFreeFor(given, anna), isFreeFor(given, luca)]).toEqual([true, false]);
    expect(decideTake(given, context(anna))).toEqual({ state: ['new', 'accepted'] });
    expect(decideTake(given, context(luca))).toMatchObject({ code: 'already_taken' });
    expect(decideTake({ ...given, state: 'accepted' }, context(anna))).toMatchObject({ code: 'unchanged' });
  });

  it('is not given out again when it was put back', () => {
    expect(waitsForRouting(ticketOf())).toBe(true);
    expect(waitsForRouting(given)).toBe(false);
    expect(waitsForRouting({ ...given, operator: null })).toBe(false);
  });

  it('is only proposed where the team decides', () => {
    expect(routed({ why: 'proposed', operator: anna })).toEqual({
      routing: [null, { why: 'proposed', operator: anna }],
    });
  });
});
