import {
  type CommandInput,
  cleanLine,
  cleanText,
  MESSAGE_LIMIT,
  type Refusal,
  refuse,
  TITLE_LIMIT,
} from '@sportello/core';
import { asked, type FormField, type FormSettings, formFaults, isSolid } from '@sportello/core/openingForm';
import type { Topics } from '../ticket/words/topics.ts';
import { consultedOf } from './consulted.ts';

/** The form of a new ticket as it is typed: texts only, since it also travels without script. */
export interface OpeningValues {
  readonly title: string;
  readonly description: string;
  /** Code of the area; empty: not chosen. */
  readonly category: string;
  /** `area/sub-area`; empty: not chosen. */
  readonly subcategory: string;
  readonly priority: string;
  readonly requestType: string;
  /** Ids; empty: not chosen. */
  readonly installation: string;
  readonly technician: string;
  readonly module: string;
  readonly importance: string;
  readonly contactName: string;
  readonly preference: string;
  readonly phone: string;
  readonly email: string;
  /** Where another program opened the form from. */
  readonly program: string;
  readonly screen: string;
  readonly version: string;
  readonly error: string;
  /** What was read beside the form, see `consulted.ts`. */
  readonly articles: string;
  readonly tickets: string;
  /** For whom, when support opens it. */
  readonly company: string;
  readonly requester: string;
  /** Number of the closed ticket this one goes on from. */
  readonly followUpOf: string;
}

/** A field of {@link OpeningValues}. */
export type OpeningField = keyof OpeningValues;

/** What is wrong, by field. */
export type OpeningFaults = Partial<Record<OpeningField | 'attachments', Refusal>>;

/** An empty form. */
export const emptyOpening: OpeningValues = {
  title: '',
  description: '',
  category: '',
  subcategory: '',
  priority: 'normal',
  requestType: 'assistance',
  installation: '',
  technician: '',
  module: '',
  importance: 'not_blocking',
  contactName: '',
  preference: 'web',
  phone: '',
  email: '',
  program: '',
  screen: '',
  version: '',
  error: '',
  articles: '',
  tickets: '',
  company: '',
  requester: '',
  followUpOf: '',
};

/** Where another program says that it was. */
const contextFields = ['program', 'screen', 'version', 'error'] as const;

/** A form of texts, made field by field. */
export function openingOf(text: (field: OpeningField) => string | undefined): OpeningValues {
  const made: { -readonly [F in OpeningField]: string } = { ...emptyOpening };
  for (const field of openingFields) made[field] = text(field) ?? emptyOpening[field];
  return made;
}

/** The fields of the form that a text may come in, whatever else was sent. */
export function readOpening(form: FormData): OpeningValues {
  return openingOf((field) => {
    const value = form.get(field);
    return typeof value === 'string' ? value : undefined;
  });
}

/** The files that go along, as they were sent: what is wrong in them is refused by the command. */
export function readFiles(form: FormData): unknown {
  const sent = form.get('attachments');
  if (typeof sent !== 'string' || sent === '') return undefined;
  try {
    return JSON.parse(sent);
  } catch {
    return null;
  }
}

/** The area and sub-area of a ticket. */
export interface Topic {
  readonly category: string;
  readonly subcategory: string;
}

/** One value for an area and its sub-area, so that the list of all sub-areas needs no script. */
export function topicValue({ category, subcategory }: Topic): string {
  return `${category}/${subcategory}`;
}

function topicOf(value: string): Topic {
  const [category = '', subcategory = ''] = value.split('/');
  return { category, subcategory };
}

/** Where a ticket goes whose writer does not know: "other" of the last area, and support moves it on. */
function undecided({ categories }: Topics): Topic {
  const area = categories.at(-1);
  const other = area?.subcategories.find(({ code }) => code === 'other') ?? area?.subcategories.at(-1);
  return { category: area?.code ?? '', subcategory: other?.code ?? '' };
}

function chosenTopic({ category, subcategory }: OpeningValues, topics: Topics): Topic | Refusal {
  if (subcategory === '')
    return category === '' ? undecided(topics) : refuse('required', { field: 'subcategory' });
  const topic = topicOf(subcategory);
  const area = topics.categories.find(({ code }) => code === topic.category);
  const isKnown = area?.subcategories.some(({ code }) => code === topic.subcategory) ?? false;
  const fits = category === '' || category === topic.category;
  return isKnown && fits ? topic : refuse('not_allowed_value', { field: 'subcategory' });
}

const isField = (field: string): field is OpeningField => Object.hasOwn(emptyOpening, field);
const openingFields = Object.keys(emptyOpening).filter(isField);

/** What a form depends on beside what is typed in it. */
export interface OpeningShape {
  readonly topics: Topics;
  readonly form: FormSettings;
  /** Support opens for a customer. */
  readonly forOthers: boolean;
  /** The company that it is for has none: it is not asked which. */
  readonly hasNoInstallation?: boolean;
}

/** Fields of the form that stand under the same name in what is typed. */
const plainFields = [
  'installation',
  'module',
  'contactName',
  'phone',
  'email',
  'technician',
  'importance',
  'preference',
] as const satisfies readonly (FormField & OpeningField)[];

function filledIn(values: OpeningValues, files: number): ReadonlySet<FormField> {
  const filled = new Set<FormField>(plainFields.filter((field) => values[field].trim() !== ''));
  if (values.subcategory !== '') filled.add('topic');
  if (files > 0) filled.add('attachments');
  return filled;
}

/** Where a fault of the form is shown. */
const shownAt = (field: FormField): OpeningField | 'attachments' =>
  field === 'topic' ? 'subcategory' : field;

/**
 * What is wrong with the form, all of it at once; the same in the browser, before it is sent, and on the server.
 * @param files how many go along
 */
export function faultsOf(
  values: OpeningValues,
  { topics, form, forOthers, hasNoInstallation = false }: OpeningShape,
  files: number,
): OpeningFaults {
  const faults: OpeningFaults = {};
  const note = (field: OpeningField | 'attachments', refusal: Refusal): void => {
    faults[field] = { ...refusal, field };
  };
  const filled = new Set([
    ...filledIn(values, files),
    ...(hasNoInstallation ? (['installation'] as const) : []),
  ]);
  for (const { field, code } of formFaults(form, filled, { preference: values.preference }))
    if (code === 'required' && !isSolid(field)) note(shownAt(field), refuse(code));
  const title = cleanLine(values.title, TITLE_LIMIT);
  if (!title.ok) note('title', title);
  const description = cleanText(values.description, MESSAGE_LIMIT);
  if (!description.ok) note('description', description);
  const topic = chosenTopic(values, topics);
  if ('code' in topic) note('subcategory', topic);
  if (forOthers && values.company === '') note('company', refuse('required'));
  if (forOthers && values.requester === '') note('requester', refuse('required'));
  return faults;
}

function contextOf(values: OpeningValues) {
  const told = contextFields.flatMap((field) =>
    values[field] === '' ? [] : [[field, values[field]] as const],
  );
  return told.length === 0 ? {} : { context: Object.fromEntries(told) };
}

/** The command's input for a form without faults; what is still wrong in it is refused there. */
export function inputOf(
  values: OpeningValues,
  { topics, form, forOthers }: OpeningShape,
): Partial<Record<keyof CommandInput<'ticket.open'>, unknown>> {
  const topic = chosenTopic(values, topics);
  const { title, description, priority, requestType, company, requester, followUpOf } = values;
  const consulted = consultedOf(values);
  const plain = plainFields.filter((field) => asked(form, field) && values[field].trim() !== '');
  return {
    title,
    description,
    ...('code' in topic ? {} : topic),
    ...(asked(form, 'priority') && { priority }),
    ...(asked(form, 'requestType') && { requestType }),
    ...Object.fromEntries(plain.map((field) => [field, values[field]])),
    ...contextOf(values),
    ...(consulted && { consulted }),
    ...(forOthers && { company, requester }),
    ...(followUpOf !== '' && { followUpOf: Number(followUpOf) }),
  };
}

/** The field a refusal of the command concerns; null when it concerns the ticket as a whole. */
export function fieldOf(refusal: Refusal): OpeningField | 'attachments' | null {
  const field =
    refusal.field === 'category' || refusal.field === 'topic' ? 'subcategory' : (refusal.field ?? '');
  if (field === 'attachments') return field;
  return isField(field) ? field : null;
}
