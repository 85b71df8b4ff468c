import { formPresets } from '@sportello/core/openingForm';
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
const own = { topics, form: formPresets.full, forOthers: false };
const forOthers = { ...own, forOthers: true };
const written = { ...emptyOpening, title: 'Non stampa', description: 'Da stamattina.' };

test('what is missing is told field by field, all at once', () => {
  const faults = faultsOf({ ...emptyOpening, title: '  ', category: 'payroll' }, forOthers, 0);
  expect(Object.fromEntries(Object.entries(faults).map(([field, { code }]) => [field, code]))).toEqual({
    title: 'empty',
    description: 'empty',
    subcategory: 'required',
    company: 'required',
    requester: 'required',
  });
});

test('a title and a description are enough: who does not know the area leaves it to support', () => {
  expect(faultsOf(written, own, 0)).toEqual({});
  expect(inputOf(written, own)).toMatchObject({
    category: 'services',
    subcategory: 'other',
    priority: 'normal',
  });
});

test('the sub-area alone is enough, as without script; one of another area is refused', () => {
  const subcategory = topicValue({ category: 'payroll', subcategory: 'month-end' });
  expect(inputOf({ ...written, subcategory }, own)).toMatchObject({
    category: 'payroll',
    subcategory: 'month-end',
  });
  expect(faultsOf({ ...written, category: 'services', subcategory }, own, 0).subcategory?.code).toBe(
    'not_allowed_value',
  );
  expect(faultsOf({ ...written, subcategory: 'payroll/nowhere' }, own, 0).subcategory?.code).toBe(
    'not_allowed_value',
  );
});

test('too long is told with its numbers, in characters as people count them', () => {
  const fault = faultsOf({ ...written, title: '👨‍👩‍👧'.repeat(201) }, own, 0).title;
  expect(fault).toMatchObject({ code: 'too_long', limit: 200, got: 201, field: 'title' });
});

test('a customer opens for themselves: what a forged form says about others is not looked at', () => {
  const input = inputOf({ ...written, company: 'x', requester: 'y', followUpOf: '1007' }, own);
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

test('whoever wants a call says where, and what the form calls mandatory must be there', () => {
  expect(faultsOf({ ...written, preference: 'phone' }, own, 0)).toMatchObject({
    phone: { code: 'required' },
  });
  expect(faultsOf({ ...written, preference: 'phone', phone: '0422 1' }, own, 0)).toEqual({});
  const strict = {
    ...own,
    form: {
      ...formPresets.full,
      fields: formPresets.full.fields.map((one) => ({ ...one, mandatory: true })),
    },
  };
  expect(Object.keys(faultsOf(written, strict, 0)).sort()).toEqual([
    'attachments',
    'contactName',
    'email',
    'installation',
    'module',
    'phone',
    'subcategory',
    'technician',
  ]);
  expect(faultsOf(written, strict, 1)).not.toHaveProperty('attachments');
});

test('what the form does not ask is not sent', () => {
  const input = inputOf(
    { ...written, technician: 'x', module: 'IVA', email: 'a@b.example' },
    {
      ...own,
      form: formPresets.acut,
    },
  );
  expect(input).toMatchObject({ module: 'IVA' });
  for (const field of ['technician', 'email', 'priority', 'requestType'])
    expect(input).not.toHaveProperty(field);
});
