import {
  type CommandInput,
  cleanLine,
  cleanText,
  MESSAGE_LIMIT,
  type Refusal,
  refuse,
  TITLE_LIMIT,
} from '@sportello/core';
import type { Topics } from '../ticket/words/topics.ts';

/** The form of a new ticket as it is typed: texts only, since it also travels without script. */
export interface OpeningValues {
  readonly title: string;
  readonly description: string;
  /** Code of the area; empty: not chosen. */
  readonly category: string;
  /** `area/sub-area`; empty: not chosen. */
  readonly subcategory: string;
  readonly priority: string;
  /** For whom, when support opens it. */
  readonly company: string;
  readonly requester: string;
  /** Number of the closed ticket this one goes on from. */
  readonly followUpOf: string;
}

/** A field of {@link OpeningValues}. */
export type OpeningField = keyof OpeningValues;

/** What is wrong, by field. */
export type OpeningFaults = Partial<Record<OpeningField, Refusal>>;

/** An empty form. */
export const emptyOpening: OpeningValues = {
  title: '',
  description: '',
  category: '',
  subcategory: '',
  priority: 'normal',
  company: '',
  requester: '',
  followUpOf: '',
};

/** The fields of the form that a text may come in, whatever else was sent. */
export function readOpening(form: FormData): OpeningValues {
  const text = (field: OpeningField): string => {
    const value = form.get(field);
    return typeof value === 'string' ? value : emptyOpening[field];
  };
  return {
    title: text('title'),
    description: text('description'),
    category: text('category'),
    subcategory: text('subcategory'),
    priority: text('priority'),
    company: text('company'),
    requester: text('requester'),
    followUpOf: text('followUpOf'),
  };
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

/** What is wrong with the form, all of it at once; the same in the browser, before it is sent, and on the server. */
export function faultsOf(values: OpeningValues, topics: Topics, forOthers: boolean): OpeningFaults {
  const faults: OpeningFaults = {};
  const note = (field: OpeningField, refusal: Refusal): void => {
    faults[field] = { ...refusal, field };
  };
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

/** The command's input for a form without faults; what is still wrong in it is refused there. */
export function inputOf(
  values: OpeningValues,
  topics: Topics,
  forOthers: boolean,
): Partial<Record<keyof CommandInput<'ticket.open'>, unknown>> {
  const topic = chosenTopic(values, topics);
  const { title, description, priority, company, requester, followUpOf } = values;
  return {
    title,
    description,
    priority,
    ...('code' in topic ? {} : topic),
    ...(forOthers && { company, requester }),
    ...(followUpOf !== '' && { followUpOf: Number(followUpOf) }),
  };
}

/** The field a refusal of the command concerns; null when it concerns the ticket as a whole. */
export function fieldOf(refusal: Refusal): OpeningField | null {
  const field = refusal.field === 'category' ? 'subcategory' : (refusal.field ?? '');
  return isField(field) ? field : null;
}
