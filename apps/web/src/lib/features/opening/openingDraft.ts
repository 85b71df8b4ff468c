import type { KeptDraft } from '@sportello/core';
import * as z from 'zod/mini';
import { emptyOpening, type OpeningValues, openingOf } from './openingForm.ts';
import type { LinkedOpening } from './openingPage.ts';

const kept = z.record(z.string(), z.unknown());

/** A form that was not sent yet, or whose answer never came. */
export interface OpeningDraft extends Omit<OpeningValues, 'followUpOf'> {
  /** The key it is sent with, wherever that happens: sending it twice opens no second ticket. */
  readonly key?: string | undefined;
  /** What another program said when it began, see {@link linkOf}. */
  readonly link?: string | undefined;
}

/** What tells one opening by another program from the next; empty where nobody but the person began it. */
export function linkOf({ values }: LinkedOpening): string {
  const told = Object.entries(values).sort(([one], [other]) => one.localeCompare(other));
  return told.length === 0 ? '' : JSON.stringify(told);
}

/** Name of the draft on the device: one of a new ticket, one for each ticket that is gone on from. */
export function draftName(followUpOf: string): string {
  return followUpOf === '' ? 'new-ticket' : `new-ticket:${followUpOf}`;
}

/**
 * What to keep of a form; null when nobody has written anything in it. What another program said is kept by itself too: what
 * of it was taken away stays away.
 */
export function draftFields(
  values: OpeningValues,
  key?: string,
  link?: string,
): Readonly<Record<string, string>> | null {
  if (!link && values.title.trim() === '' && values.description.trim() === '') return null;
  const { followUpOf: _, ...fields } = values;
  return { ...fields, ...(key && { key }), ...(link && { link }) };
}

/** The text to keep for a form; empty when nobody has written anything in it. */
export function draftText(values: OpeningValues, key?: string, link?: string): string {
  const fields = draftFields(values, key, link);
  return fields ? JSON.stringify(fields) : '';
}

/** A draft that the server has kept. */
export function draftKept({ fields }: Pick<KeptDraft, 'fields'>): OpeningDraft {
  return draftOf(fields);
}

/** What of it can be used: what is missing in an older draft, or is no text, is as in an empty form. */
function draftOf(fields: Readonly<Record<string, unknown>>): OpeningDraft {
  const text = (name: string): string | undefined => {
    const value = fields[name];
    return typeof value === 'string' ? value : undefined;
  };
  const { followUpOf: _, ...values } = openingOf(text);
  return { ...values, key: text('key'), link: text('link') };
}

/** What was kept; null when there is nothing, or nothing that can be read. */
export function readDraft(text: string): OpeningDraft | null {
  if (text === '') return null;
  try {
    const parsed = kept.safeParse(JSON.parse(text));
    return parsed.success ? draftOf(parsed.data) : null;
  } catch {
    return null;
  }
}

/** A form that goes on from what was kept. */
export function valuesOf({ key: _, link: __, ...fields }: OpeningDraft, followUpOf: string): OpeningValues {
  return { ...emptyOpening, ...fields, followUpOf };
}
