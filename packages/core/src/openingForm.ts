/** Which fields the form of a new ticket has, in which order, and which must be filled in: data, the same for page and server. */
import type { RequestType } from './entities.ts';
import { requestTypes } from './entities.ts';
import type { ErrorCode } from './errors.ts';
import type { PresetCode, StateName } from './workflow/table.ts';

/** Everything a form may ask, in its usual order. `topic` is area and sub-area. */
export const formFields = [
  'installation',
  'requestType',
  'title',
  'description',
  'attachments',
  'topic',
  'module',
  'priority',
  'importance',
  'contactName',
  'preference',
  'phone',
  'email',
  'technician',
] as const;
export type FormField = (typeof formFields)[number];

/** Fields without which there is no ticket. */
export const solidFormFields = ['title', 'description'] as const satisfies readonly FormField[];
/** True for a field that is always asked and always mandatory. */
export function isSolid(field: FormField): boolean {
  return solidFormFields.some((one) => one === field);
}

/** Fields that always have a value: whether they are mandatory is no question. */
export const filledFormFields = [
  'requestType',
  'priority',
  'importance',
  'preference',
] as const satisfies readonly FormField[];
/** True for a field whose value is chosen among a few, one of which is chosen already. */
export function isFilled(field: FormField): boolean {
  return filledFormFields.some((one) => one === field);
}

/** One field as an installation wants it. */
export interface FieldSetting {
  readonly field: FormField;
  readonly shown: boolean;
  readonly mandatory: boolean;
  /** What it is called, where it is not the usual name. */
  readonly name: StateName | null;
}

/** A form as an installation wants it: every field once, in order. */
export interface FormSettings {
  readonly fields: readonly FieldSetting[];
  /** The kinds of request that may be chosen; one at least. */
  readonly requestTypes: readonly RequestType[];
}

interface Shape {
  readonly without?: readonly FormField[];
  readonly mandatory?: readonly FormField[];
  readonly requestTypes?: readonly RequestType[];
  /** Fields that come before all others, in this order. */
  readonly first?: readonly FormField[];
  readonly names?: Partial<Readonly<Record<FormField, StateName>>>;
}

function formOfShape({
  without = [],
  mandatory = [],
  requestTypes: types = requestTypes,
  first = [],
  names = {},
}: Shape): FormSettings {
  return {
    fields: [...new Set([...first, ...formFields])].map((field) => ({
      field,
      shown: !without.includes(field),
      mandatory: isSolid(field) || mandatory.includes(field),
      name: names[field] ?? null,
    })),
    requestTypes: types,
  };
}

/** What each portal asks, in its order and in its words. */
export const formPresets: Readonly<Record<PresetCode, FormSettings>> = {
  full: formOfShape({}),
  acut: formOfShape({
    without: ['priority', 'importance', 'preference', 'email', 'requestType', 'technician'],
    first: ['installation', 'topic', 'module'],
    names: { module: { it: 'Programma', en: 'Program' } },
  }),
  nts: formOfShape({
    without: ['importance', 'module'],
    mandatory: ['topic'],
    requestTypes: ['assistance', 'appointment'],
    first: [
      'contactName',
      'preference',
      'phone',
      'email',
      'installation',
      'technician',
      'requestType',
      'topic',
    ],
    names: { requestType: { it: 'Tipologia', en: 'Kind' } },
  }),
  terasoft: formOfShape({
    without: ['preference', 'phone', 'email', 'technician', 'requestType', 'installation'],
    mandatory: ['topic'],
    requestTypes: ['clarification', 'anomaly', 'request'],
  }),
  esseci: formOfShape({
    without: ['priority', 'importance', 'preference', 'email', 'requestType', 'technician'],
    mandatory: ['module'],
    first: ['module', 'topic'],
    names: { module: { it: 'Software o apparecchio', en: 'Software or device' } },
  }),
  tustena: formOfShape({ without: ['importance', 'preference', 'email', 'technician', 'module'] }),
};

/** Forms that an administrator has changed, each with the workflow that it belongs to. */
export type OwnForms = Readonly<Partial<Record<PresetCode, FormSettings | null>>>;

/**
 * The form in force: what the administrator made of the one that comes with the workflow, or that one. Another workflow has
 * another form, and who goes back to the first finds it as it was. A field that came later is not shown.
 */
export function formOf(settings: {
  readonly preset: PresetCode;
  readonly forms?: OwnForms | null | undefined;
}): FormSettings {
  const form = settings.forms?.[settings.preset];
  if (!form) return formPresets[settings.preset];
  const missing = formFields.filter((field) => form.fields.every((one) => one.field !== field));
  if (missing.length === 0) return form;
  const added = missing.map((field) => ({
    field,
    shown: isSolid(field),
    mandatory: isSolid(field),
    name: null,
  }));
  return { ...form, fields: [...form.fields, ...added] };
}

/** How a form asks a field; undefined: it does not. */
export function asked(form: FormSettings, field: FormField): FieldSetting | undefined {
  return form.fields.find((one) => one.field === field && one.shown);
}

/** True when a field must be filled in, given what was chosen in the others: who wants to be called says where. */
export function isMandatory(
  form: FormSettings,
  field: FormField,
  chosen: { readonly preference?: string | undefined },
): boolean {
  const setting = asked(form, field);
  if (!setting || isFilled(field)) return false;
  return setting.mandatory || isSolid(field) || (field === 'phone' && chosen.preference === 'phone');
}

/** What is wrong with what was filled in, by field, in the form's order. */
export interface FormFault {
  readonly field: FormField;
  readonly code: Extract<ErrorCode, 'required' | 'not_allowed_value'>;
}

/**
 * Checks what was filled in against the form: mandatory fields that are empty, and fields that it does not ask.
 * @param filled the fields that hold something
 */
export function formFaults(
  form: FormSettings,
  filled: ReadonlySet<FormField>,
  chosen: { readonly preference?: string | undefined; readonly requestType?: string | undefined },
): FormFault[] {
  return form.fields.flatMap(({ field, shown }): FormFault[] => {
    const isThere = filled.has(field);
    if (isThere && !shown && !isSolid(field)) return [{ field, code: 'not_allowed_value' }];
    if (!isThere && isMandatory(form, field, chosen)) return [{ field, code: 'required' }];
    if (field !== 'requestType' || !shown || chosen.requestType === undefined) return [];
    return form.requestTypes.some((one) => one === chosen.requestType)
      ? []
      : [{ field, code: 'not_allowed_value' }];
  });
}
