import { type RequestType, requestTypes } from '@sportello/core';
import {
  type FieldSetting,
  type FormField,
  type FormSettings,
  formFields,
  isFilled,
  isSolid,
} from '@sportello/core/openingForm';

/** How a field is asked. */
export const fieldRules = ['hidden', 'optional', 'mandatory'] as const;
/** See {@link fieldRules}. */
export type FieldRule = (typeof fieldRules)[number];

/** The rules a field may have: without some there is no ticket, others always have a value. */
export function rulesFor(field: FormField): readonly FieldRule[] {
  if (isSolid(field)) return ['mandatory'];
  return isFilled(field) ? ['hidden', 'optional'] : fieldRules;
}

/** How a field is asked now. */
export function ruleOf({ field, shown, mandatory }: FieldSetting): FieldRule {
  if (!shown) return 'hidden';
  return mandatory || isSolid(field) ? 'mandatory' : 'optional';
}

/** A field that is asked in another way. */
export function withRule(setting: FieldSetting, rule: FieldRule): FieldSetting {
  const allowed = rulesFor(setting.field);
  const [only = 'optional'] = allowed;
  const chosen = allowed.includes(rule) ? rule : only;
  return { ...setting, shown: chosen !== 'hidden', mandatory: chosen === 'mandatory' };
}

/** A list with one of its things at another place; the same list where it cannot go there. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const one = list[from];
  if (one === undefined || to < 0 || to >= list.length || from === to) return list;
  const rest = list.filter((_, index) => index !== from);
  return [...rest.slice(0, to), one, ...rest.slice(to)];
}

const isField = (text: string): text is FormField => formFields.some((field) => field === text);
const isRule = (text: string): text is FieldRule => fieldRules.some((rule) => rule === text);
const isType = (text: string): text is RequestType => requestTypes.some((type) => type === text);

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
};

/** What was sent, with script or without; what is not there is as it comes. */
export function readForm(form: FormData): FormSettings {
  const sent = textOf(form, 'order').split(' ').filter(isField);
  const order = [...new Set([...sent, ...formFields])];
  const fields = order.map((field): FieldSetting => {
    const rule = textOf(form, `rule.${field}`);
    const [it, en] = [textOf(form, `it.${field}`), textOf(form, `en.${field}`)];
    const name = it === '' && en === '' ? null : { it, en };
    const bare = { field, shown: true, mandatory: isSolid(field), name };
    return withRule(bare, isRule(rule) ? rule : 'optional');
  });
  return { fields, requestTypes: form.getAll('requestType').map(String).filter(isType) };
}
