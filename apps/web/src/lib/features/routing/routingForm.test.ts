import { expect, it } from 'vitest';
import { readRouting } from './routingForm.ts';

it('reads who rests and who is away; a day without an end is that day', () => {
  const form = new FormData();
  form.set('preferred', 'assign');
  form.set('distribution', 'load');
  form.set('receives.anna', 'on');
  form.set('from.luca', '2026-08-10');
  form.set('to.luca', '2026-08-21');
  form.set('from.nadia', '2026-12-24');
  form.set('to.nadia', '');
  expect(readRouting(form, ['anna', 'luca', 'nadia'])).toEqual({
    preferred: 'assign',
    distribution: 'load',
    resting: ['luca', 'nadia'],
    absences: [
      { person: 'luca', from: '2026-08-10', to: '2026-08-21' },
      { person: 'nadia', from: '2026-12-24', to: '2026-12-24' },
    ],
  });
});

it('gives nothing to anybody by itself where what was sent is no rule', () => {
  const form = new FormData();
  form.set('distribution', 'random');
  expect(readRouting(form, [])).toMatchObject({ preferred: 'off', distribution: 'off' });
});
