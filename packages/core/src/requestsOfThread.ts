/** What may be sent about single entries of a thread. */
import * as z from 'zod/mini';
import { attachmentCeiling, DESCRIPTION_LIMIT } from './attachments.ts';
import { code, id, line, MESSAGE_LIMIT, position, proseOrNothing, TITLE_LIMIT } from './fields.ts';

/** An entry, by the number under which the caller's side knows it. */
const entryOf = { ticket: id, seq: position };

/** Corrects the text of something one has written, and what one said of its files; a text is missing where there was none. */
export const amendInput = z.strictObject({
  ...entryOf,
  body: proseOrNothing(MESSAGE_LIMIT),
  /** The correction that it is made of, 0 for the entry as it was written first: another one by now refuses it. */
  was: z.optional(position),
  descriptions: z.optional(
    z
      .array(z.strictObject({ id, description: z.nullable(line(DESCRIPTION_LIMIT)) }), { error: 'type' })
      .check(z.maxLength(attachmentCeiling.number, { error: 'too_large' })),
  ),
});
/** Withdraws something one has written, with its files. */
export const retractInput = z.strictObject(entryOf);
/** Changes what a ticket is called and is about; an area and its sub-area come together. */
export const describeInput = z
  .strictObject({
    ticket: id,
    title: z.optional(line(TITLE_LIMIT)),
    category: z.optional(code),
    subcategory: z.optional(code),
  })
  .check((context) => {
    const { category, subcategory } = context.value;
    if ((category === undefined) === (subcategory === undefined)) return;
    context.issues.push({ code: 'custom', message: 'required', path: ['subcategory'], input: subcategory });
  });
/** Asks what an entry said before it was corrected or withdrawn. */
export const versionsInput = z.strictObject(entryOf);
