import { expect, test } from 'vitest';
import { draftName, draftText, readDraft, valuesOf } from './openingDraft.ts';
import { emptyOpening } from './openingForm.ts';

const written = { ...emptyOpening, title: 'Non stampa', category: 'payroll', followUpOf: '1007' };

test('what was written comes back as it was', () => {
  const draft = readDraft(draftText(written));
  expect(draft && valuesOf(draft, '1007')).toEqual(written);
});

test('a form that was sent without an answer keeps its key', () => {
  expect(readDraft(draftText(written, 'the-key'))?.key).toBe('the-key');
});

test('an empty form leaves nothing on the device', () => {
  expect(draftText({ ...emptyOpening, category: 'payroll', title: '  ' })).toBe('');
});

test('what another program said is kept though nothing was typed: what was taken away stays away', () => {
  const draft = readDraft(draftText({ ...emptyOpening, program: 'Paghe' }, 'the-key', 'the-link'));
  expect(draft).toMatchObject({ program: 'Paghe', version: '', link: 'the-link' });
});

test('what cannot be read is no draft; what is missing in an older one is empty', () => {
  for (const text of ['', '{', '[]', '"x"', 'null']) expect(readDraft(text)).toBeNull();
  expect(readDraft('{"title":"Solo il titolo","description":7}')).toMatchObject({
    title: 'Solo il titolo',
    description: '',
    priority: 'normal',
  });
});

test('going on from a ticket has a draft of its own', () => {
  expect(draftName('1007')).not.toBe(draftName(''));
});
