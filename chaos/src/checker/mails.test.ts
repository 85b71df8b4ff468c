import { expect, test } from 'vitest';
import type { HistoryRecord } from '../history/records.ts';
import { check } from './check.ts';
import { mailed, sound, thresholds } from './testing/soundHistory.ts';

test('a mail that comes again after its sender was told that it had arrived is found', () => {
  expect(check([...sound(), mailed(700, true)], thresholds).counts).toEqual({ 'mail-twice': 1 });
});

test('a mail that comes again since its connection was cut before the answer', () => {
  expect(check([...sound(), mailed(590, false)], thresholds).valid).toBe('valid');
});
test('a mail that comes again since the worker died right after the answer', () => {
  const died: HistoryRecord = {
    t: 610,
    p: 'nemesis',
    y: 'obs',
    f: 'fault',
    kind: 'kill-worker',
    on: true,
    proved: true,
  };
  expect(check([...sound(), mailed(700, true), died], thresholds).valid).toBe('valid');
});
