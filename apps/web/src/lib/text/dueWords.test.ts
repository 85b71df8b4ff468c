import { presets, type Ticket } from '@sportello/core';
import { describe, expect, it } from 'vitest';
import { sampleTicket } from '../live/testing/sampleRow.ts';
import { dueWords, longDuration } from './dueWords.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** Wednesday, ten in the morning in Rome. */
const now = Date.parse('2026-11-25T09:00:00Z');
const words = (fields: Partial<Ticket>, preset = presets.full) =>
  dueWords(sampleTicket(1, { state: 'working', ...fields }), preset, now);
const due = (at: number | null, left: number | null = null) =>
  ({ clock: 'take_charge', target: 8 * hour, at, warnAt: now + hour, left }) as const;

describe('a promise', () => {
  it.each([
    [now + 5 * hour, 'Presa in carico entro oggi 15:00', 'neutral'],
    [now + day, 'Presa in carico entro domani 10:00', 'neutral'],
    [now + 3 * day, 'Presa in carico entro 28 novembre 10:00', 'neutral'],
    [now - hour, 'Presa in carico promessa per oggi 09:00', 'red'],
    [now - day, 'Presa in carico promessa per ieri 10:00', 'red'],
  ])('for %i says when, and whether that has passed', (at, text, tone) => {
    expect(words({ due: due(at) })).toEqual({ text, tone });
  });

  it('stands out when support is warned', () => {
    expect(words({ due: { ...due(now + hour), warnAt: now } })?.tone).toBe('amber');
  });

  it('says how much is left while it stands still', () => {
    expect(words({ due: { ...due(null, 5 * hour + 60_000), clock: 'resolution' } })?.text).toBe(
      'Soluzione: il tempo è fermo, ne restano 5\u00a0h 1\u00a0min di lavoro',
    );
    expect(words({ due: { ...due(null, -hour), clock: 'resolution' } })?.text).toContain('già passato');
  });
});

it('a resolved ticket says when it closes by itself, a closed one until when it can be reopened', () => {
  expect(words({ state: 'resolved', activityAt: now - day + 4 * hour })).toEqual({
    text: 'Si chiude da solo tra 2\u00a0gg 4\u00a0h',
    tone: 'neutral',
  });
  expect(words({ state: 'resolved', activityAt: now - 2.5 * day })?.tone).toBe('amber');
  expect(words({ state: 'resolved', activityAt: now - 4 * day })?.text).toBe('Si chiude da solo a momenti');
  expect(words({ state: 'closed', closedAt: now - day })?.text).toBe('Riapribile fino al 9 dicembre');
  expect(words({ state: 'closed', closedAt: now - 16 * day })).toBeNull();
  expect(words({ state: 'closed', closedAt: now - day }, presets.terasoft)).toBeNull();
  expect(words({})).toBeNull();
});

it('a length of time has two units at most', () => {
  expect([90_000, 3 * hour, 3 * hour + 120_000, 2 * day + hour].map(longDuration)).toEqual([
    '1\u00a0min',
    '3\u00a0h',
    '3\u00a0h 2\u00a0min',
    '2\u00a0gg 1\u00a0h',
  ]);
});
