/** What a client may send to keep what is being written. */
import * as z from 'zod/mini';
import { attachmentCeiling, DESCRIPTION_LIMIT } from './attachments.ts';
import { id, key } from './fields.ts';
import { MAX_TEXT_BYTES } from './text.ts';

/** Which draft: that of a new ticket, or of one that goes on from another. */
const draftName = z
  .string({ error: 'type' })
  .check(z.regex(/^new-ticket(?::[1-9]\d{0,8})?$/, { error: 'malformed' }));

/** Characters of a draft, names of fields included: it travels in one event. */
const DRAFT_LIMIT = MAX_TEXT_BYTES / 2;

const sizeOf = (fields: Readonly<Record<string, string>>): number =>
  Object.entries(fields).reduce((all, [name, text]) => all + name.length + text.length, 0);

/** Texts by field, as they were typed: what is wrong with them is told when they are sent. */
const draftFields = z
  .record(z.string().check(z.regex(/^[a-z][A-Za-z]{0,39}$/)), z.string({ error: 'type' }))
  .check(z.refine((fields) => sizeOf(fields) <= DRAFT_LIMIT, { error: 'too_large' }));

const files = z
  .array(
    z.strictObject({
      id,
      description: z
        .string({ error: 'type' })
        .check(z.maxLength(4 * DESCRIPTION_LIMIT, { error: 'too_long' })),
    }),
  )
  .check(z.maxLength(attachmentCeiling.number, { error: 'too_large' }));

/** A draft as it is now. */
export const keepDraftInput = z.strictObject({
  name: draftName,
  /** The version that this one was made of: another one in between is not overwritten. Null: there was none. */
  base: z.nullable(key),
  /** Of what is sent, made by the client: keeping it twice is keeping it once. */
  version: key,
  fields: draftFields,
  files,
});

/** A draft that is not needed any more; a version that its writer has not seen stays. */
export const dropDraftInput = z.strictObject({ name: draftName, base: key });

/** Which draft is asked for. */
export const draftInput = z.strictObject({ name: draftName });
