import { expect, it } from 'vitest';
import { dueStance } from './ticketFacts.ts';

const due = { clock: 'response', target: 8, at: 100, warnAt: 75, left: null } as const;

it.each([
  [50, null],
  [75, 'near'],
  [100, 'near'],
  [101, 'late'],
] as const)('at %i of a promise until 100 that warns at 75 a row says %s', (now, stance) =>
  expect(dueStance({ due }, now)).toBe(stance),
);

it('says nothing of a promise that stands still, even one that had passed, nor where there is none', () => {
  expect(dueStance({ due: { ...due, at: null, warnAt: null, left: -5 } }, 200)).toBeNull();
  expect(dueStance({ due: null }, 200)).toBeNull();
});
