import { describe, expect, it } from 'vitest';
import { readAbsence } from './absence.ts';

const today = '2026-08-10';
const sent = (fields: Record<string, string>): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};

describe('the form of an absence', () => {
  it.each([
    [
      { from: '2026-08-12', to: '2026-08-20' },
      { from: '2026-08-12', to: '2026-08-20' },
    ],
    [
      { from: '', to: '2026-08-20' },
      { from: today, to: '2026-08-20' },
    ],
    [
      { from: '2026-08-12', to: '' },
      { from: '2026-08-12', to: '2026-08-12' },
    ],
    [{}, { from: today, to: today }],
    // What is no day is sent as it is, and refused.
    [
      { from: 'domani', to: '' },
      { from: 'domani', to: 'domani' },
    ],
  ])('%j means %j', (fields, away) => expect(readAbsence(sent(fields), today)).toEqual({ away }));

  it('takes it back where one is there again', () =>
    expect(readAbsence(sent({ back: 'yes', to: '2026-08-20' }), today)).toEqual({ away: null }));
});
