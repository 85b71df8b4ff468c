import type { SearchAnswer } from '@sportello/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MissTeller } from './missTeller.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const nothing: SearchAnswer = {
  q: '',
  shortened: false,
  engine: 'meilisearch',
  articles: [],
  tickets: [],
  messages: [],
  directory: { people: [], companies: [] },
};

test('only what somebody stopped at is told', () => {
  const told: string[] = [];
  const teller = new MissTeller((q) => told.push(q));
  for (const q of ['zuc', 'zucch', 'zucchero']) {
    teller.goesOn();
    teller.answered(q, nothing);
    vi.advanceTimersByTime(1_000);
  }
  vi.advanceTimersByTime(10_000);
  expect(told).toEqual(['zucchero']);
});

test('what is found, what the engine did not answer and what is left are not told', () => {
  const told: string[] = [];
  const teller = new MissTeller((q) => told.push(q));
  teller.answered('zucchero', { ...nothing, engine: 'database' });
  vi.advanceTimersByTime(10_000);
  teller.answered('zucchero', nothing);
  teller.goesOn();
  vi.advanceTimersByTime(10_000);
  expect(told).toEqual([]);
});
