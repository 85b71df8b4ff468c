import type { Presence } from '@sportello/core';
import { expect, it } from 'vitest';
import { answeringColleagues, presenceSentence } from './presenceSentence.ts';

const here = (name: string, kind: Presence['kind'], side: Presence['side'] = 'staff'): Presence => ({
  ticket: 'f'.repeat(24),
  person: 'a'.repeat(24),
  name,
  side,
  device: name,
  kind,
});

it('says the most telling thing first', () => {
  const anna = here('Anna Conti', 'viewing');
  expect(presenceSentence([])).toBe('');
  expect(presenceSentence([anna])).toBe('Anna sta guardando');
  expect(presenceSentence([anna, here('Nadia Russo', 'writing_note')])).toBe('Nadia sta scrivendo una nota…');
  expect(
    presenceSentence([anna, here('Luca Moretti', 'writing'), here('Giulia Ferri', 'writing', 'customer')]),
  ).toBe('Luca e Giulia stanno scrivendo…');
});

it('counts a crowd instead of naming it', () => {
  const crowd = ['Anna', 'Luca', 'Nadia', 'Tommaso', 'Elena'].map((name) => here(name, 'viewing'));
  expect(presenceSentence(crowd)).toBe('Anna, Luca, Nadia e altri 2 stanno guardando');
});

it('warns staff of colleagues who answer, and nobody of the other side', () => {
  const both = [here('Anna Conti', 'writing'), here('Giulia Ferri', 'writing', 'customer')];
  expect(answeringColleagues(both, 'staff')).toBe('Anna sta rispondendo');
  expect(answeringColleagues(both, 'customer')).toBe('');
  expect(answeringColleagues([here('Anna Conti', 'writing_note')], 'staff')).toBe('');
});
