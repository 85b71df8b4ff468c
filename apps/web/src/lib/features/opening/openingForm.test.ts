import { expect, test } from 'vitest';
import { emptyOpening, faultsOf, fieldOf, inputOf, readOpening, topicValue } from './openingForm.ts';

const named = (code: string) => ({ code, name: code });
const topics = {
  teams: [],
  categories: [
    { ...named('payroll'), subcategories: [named('payslips'), named('month-end')] },
    { ...named('services'), subcategories: [named('licences'), named('other')] },
  ],
};
const written = { ...emptyOpening, title: 'Non stampa', description: 'Da stamattina.' };

test('what is missing is told field by field, all at once', () => {
  const faults = faultsOf({ ...emptyOpening, title: '  ', category: 'payroll' }, topics, true);
  expect(Object.fromEntries(Object.entries(faults).map(([field, { code }]) => [field, code]))).toEqual({
    title: 'empty',
    description: 'empty',
    subcategory: 'required',
    company: 'required',
    requester: 'required',
  });
});

test('a title and a description are enough: who does not know the area leaves it to support', () => {
  expect(faultsOf(written, topics, false)).toEqual({});
  expect(inputOf(written, topics, false)).toMatchObject({
    category: 'services',
    subcategory: 'other',
    priority: 'normal',
  });
});

test('the sub-area alone is enough, as without script; one of another area is refused', () => {
  const subcategory = topicValue({ category: 'payroll', subcategory: 'month-end' });
  expect(inputOf({ ...written, subcategory }, topics, false)).toMatchObject({
    category: 'payroll',
    subcategory: 'month-end',
  });
  expect(faultsOf({ ...written, category: 'services', subcategory }, topics, false).subcategory?.code).toBe(
    'not_allowed_value',
  );
  expect(faultsOf({ ...written, subcategory: 'payroll/nowhere' }, topics, false).subcategory?.code).toBe(
    'not_allowed_value',
  );
});

test('too long is told with its numbers, in characters as people count them', () => {
  const fault = faultsOf({ ...written, title: '👨‍👩‍👧'.repeat(201) }, topics, false).title;
  expect(fault).toMatchObject({ code: 'too_long', limit: 200, got: 201, field: 'title' });
});

test('a customer opens for themselves: what a forged form says about others is not looked at', () => {
  const input = inputOf({ ...written, company: 'x', requester: 'y', followUpOf: '1007' }, topics, false);
  expect(input).not.toHaveProperty('company');
  expect(input).toMatchObject({ followUpOf: 1007 });
});

test('a form that was sent is read as texts, files and unknown fields are not', () => {
  const form = new FormData();
  form.set('title', 'Titolo');
  form.set('description', new File(['x'], 'x.txt'));
  form.set('state', 'closed');
  expect(readOpening(form)).toEqual({ ...emptyOpening, title: 'Titolo' });
});

test('a refusal of the area is shown where the area is chosen', () => {
  expect(fieldOf({ ok: false, code: 'not_allowed_value', field: 'category' })).toBe('subcategory');
  expect(fieldOf({ ok: false, code: 'forbidden' })).toBeNull();
});
