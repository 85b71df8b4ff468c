import { fullPreset, type Preset } from '@sportello/core';
import { defaultService, momentAt, wallTimeOf } from '@sportello/core/time';
import { describe, expect, it } from 'vitest';
import type { Act } from './acts.ts';
import { replay } from './replay.ts';
import { scenarioBirth, scenarioCast } from './scenario.ts';

const { calendar } = defaultService;
const at = (wall: string): number => momentAt(calendar, wall);

/** What happened by itself to a ticket that was resolved at a moment, and when, on the wall of the office. */
function byItself(resolvedAt: string, rules: Partial<Preset['rules']>, more: readonly Act[] = []) {
  const preset = { ...fullPreset, rules: { ...fullPreset.rules, autoCloseWorkingDays: true, ...rules } };
  const acts: Act[] = [
    { at: at(resolvedAt) - 120_000, by: 'customer', do: 'open' },
    { at: at(resolvedAt) - 60_000, by: 'operator', do: 'take' },
    { at: at(resolvedAt), by: 'operator', do: 'write', move: { to: 'resolved' } },
    ...more,
  ];
  const until = at(resolvedAt) + 40 * 86_400_000;
  const stage = {
    workflow: { preset, service: defaultService },
    cast: scenarioCast,
    birth: scenarioBirth,
    until,
  };
  return replay(acts, stage).steps.flatMap(({ rule, at: moment }) =>
    rule ? [`${rule} ${wallTimeOf(calendar, moment)}`] : [],
  );
}

describe('a resolved ticket closes after working days', () => {
  it('at the same time of day, over a weekend in which the clock is put forward', () => {
    expect(byItself('2026-03-26T10:00', {})).toEqual([
      'closing_soon 2026-03-30T10:00',
      'auto_close 2026-03-31T10:00',
    ]);
  });

  it('over a weekend in which it is put back', () => {
    expect(byItself('2026-10-23T16:30', { autoCloseDays: 1, autoCloseWarningHours: 0 })).toEqual([
      'auto_close 2026-10-26T16:30',
    ]);
  });

  it('over Easter Monday, and over Christmas', () => {
    expect(byItself('2026-04-02T16:00', {}).at(-1)).toBe('auto_close 2026-04-08T16:00');
    expect(byItself('2026-12-23T09:15', {}).at(-1)).toBe('auto_close 2026-12-29T09:15');
  });

  it('counted anew from every word, also from a thank you that needs no answer', () => {
    const thanks: Act[] = [
      { at: at('2026-03-30T09:00'), by: 'customer', do: 'write' },
      { at: at('2026-03-30T11:00'), by: 'operator', do: 'settle', needed: false },
    ];
    expect(byItself('2026-03-26T10:00', { autoCloseWarningHours: 0 }, thanks)).toEqual([
      'auto_close 2026-04-02T11:00',
    ]);
  });

  it('and after calendar days where those are chosen', () => {
    expect(byItself('2026-03-27T10:00', { autoCloseWorkingDays: false }).at(-1)).toBe(
      'auto_close 2026-03-30T11:00',
    );
  });
});
