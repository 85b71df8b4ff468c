import * as z from 'zod/mini';
import { emptyOpening, type OpeningValues } from './openingForm.ts';

const text = z.catch(z.string(), '');
const kept = z.object({
  title: text,
  description: text,
  category: text,
  subcategory: text,
  priority: z.catch(z.string(), 'normal'),
  company: text,
  requester: text,
  /** The key it was sent with, when the answer never came: sending again with it opens no second ticket. */
  key: z.optional(z.string()),
});

/** A form that was not sent yet, or whose answer never came. */
export type OpeningDraft = Omit<z.infer<typeof kept>, 'key'> & { readonly key?: string | undefined };

/** Name of the draft on the device: one of a new ticket, one for each ticket that is gone on from. */
export function draftName(followUpOf: string): string {
  return followUpOf === '' ? 'new-ticket' : `new-ticket:${followUpOf}`;
}

/** The text to keep for a form; empty when nobody has written anything in it. */
export function draftText(values: OpeningValues, key?: string): string {
  if (values.title.trim() === '' && values.description.trim() === '') return '';
  const { followUpOf: _, ...fields } = values;
  return JSON.stringify({ ...fields, ...(key && { key }) });
}

/** What was kept; null when there is nothing, or nothing that can be read. */
export function readDraft(text: string): OpeningDraft | null {
  if (text === '') return null;
  try {
    const parsed = kept.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** A form that goes on from what was kept. */
export function valuesOf({ key: _, ...fields }: OpeningDraft, followUpOf: string): OpeningValues {
  return { ...emptyOpening, ...fields, followUpOf };
}
