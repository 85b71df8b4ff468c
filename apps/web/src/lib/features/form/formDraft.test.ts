import { formFields, formPresets } from '@sportello/core/openingForm';
import { expect, test } from 'vitest';
import { moved, readForm, ruleOf, rulesFor, withRule } from './formDraft.ts';

test('a form that was sent is read in its order, with names in each language by itself', () => {
  const form = new FormData();
  form.set('order', 'title description priority nowhere title');
  form.set('rule.module', 'mandatory');
  form.set('rule.priority', 'hidden');
  form.set('it.module', ' Apparecchio ');
  form.append('requestType', 'anomaly');
  form.append('requestType', 'nonsense');
  const { fields, requestTypes } = readForm(form);
  expect(fields.slice(0, 3).map(({ field }) => field)).toEqual(['title', 'description', 'priority']);
  expect(fields.map(({ field }) => field).sort()).toEqual([...formFields].sort());
  expect(fields.find(({ field }) => field === 'module')).toEqual({
    field: 'module',
    shown: true,
    mandatory: true,
    name: { it: 'Apparecchio', en: '' },
  });
  expect(fields.find(({ field }) => field === 'priority')?.shown).toBe(false);
  expect(requestTypes).toEqual(['anomaly']);
});

test('title and description are always asked, a choice that has a value is never mandatory', () => {
  const setting = (field: 'title' | 'priority') => ({ field, shown: true, mandatory: false, name: null });
  expect(ruleOf(withRule(setting('title'), 'hidden'))).toBe('mandatory');
  expect(rulesFor('priority')).toEqual(['hidden', 'optional']);
  expect(ruleOf(withRule(setting('priority'), 'mandatory'))).toBe('hidden');
});

test('every form of a preset stays as it is when it is read back', () => {
  for (const preset of Object.values(formPresets))
    expect(preset.fields.map((one) => withRule(one, ruleOf(one)))).toEqual(preset.fields);
});

test('a field is moved within the list, and no further', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
  const list = ['a', 'b'];
  expect(moved(list, 0, -1)).toBe(list);
  expect(moved(list, 1, 2)).toBe(list);
});
