import { describe, expect, it } from 'vitest';
import { clockTime, dayDate, dayKey, fullTime, relativeTime, shortDuration, waitingTime } from './time.ts';

const minute = 60_000;
const hour = 60 * minute;
const now = Date.UTC(2026, 10, 22, 8, 6, 41);

describe('times as people say them', () => {
  it('are short in rows, with a sign when late', () => {
    expect(shortDuration(2 * minute, 'it')).toBe('2\u00a0min');
    expect(shortDuration(-12 * minute, 'it')).toBe('−12\u00a0min');
    expect(shortDuration(3 * 24 * hour, 'it')).toBe('3\u00a0gg');
    expect(shortDuration(3 * 24 * hour, 'en')).toBe('3\u00a0d');
    expect(shortDuration(-20_000, 'it')).toBe('0\u00a0min');
  });

  it('are told from now', () => {
    expect(relativeTime(now - 20_000, now, 'it')).toBe('ora');
    expect(relativeTime(now - 2 * minute, now, 'it')).toBe('2 minuti fa');
    expect(relativeTime(now + 3 * hour, now, 'en')).toBe('in 3 hours');
    expect(relativeTime(now - 25 * hour, now, 'it')).toBe('ieri');
  });

  it('are waited for in whole units, never less than the truth', () => {
    expect(waitingTime(90_000, 'it')).toBe('2 minuti');
    expect(waitingTime(100, 'en')).toBe('1 second');
    expect(waitingTime(3 * hour, 'it')).toBe('3 ore');
  });

  it('are those of the provider, wherever the server stands', () => {
    expect(clockTime(now, 'it')).toBe('09:06');
    expect(clockTime(now, 'en', 'America/New_York')).toBe('03:06');
    expect(fullTime(now, 'it')).toContain('09:06:41');
    expect(dayKey(Date.UTC(2026, 10, 21, 23, 30))).toBe('2026-11-22');
  });

  it('name the year only when it is another', () => {
    expect(dayDate(now, now, 'it')).toBe('22 novembre');
    expect(dayDate(Date.UTC(2025, 2, 3), now, 'it')).toBe('3 marzo 2025');
  });
});
