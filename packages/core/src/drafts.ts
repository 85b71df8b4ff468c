import * as z from 'zod/mini';
import { uploaded } from './attachments.ts';
import { key, moment } from './fields.ts';

/** Days for which a draft that nobody goes on with is kept. */
export const DRAFT_DAYS = 30;

/** What is being written and was not sent yet, kept for the person: it follows them to another device. */
export const keptDraft = z.strictObject({
  version: key,
  fields: z.record(z.string(), z.string()),
  files: z.array(z.strictObject({ file: uploaded, description: z.string() })),
  at: moment,
});
/** See {@link keptDraft}. */
export type KeptDraft = z.infer<typeof keptDraft>;

/** Which version of a draft is kept now; null: none. */
export const draftVersion = z.strictObject({ version: z.nullable(key) });

/** Answer to the question for a draft. */
export const draftAnswer = z.strictObject({ draft: z.nullable(keptDraft) });
