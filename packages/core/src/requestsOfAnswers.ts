/** What readers may say of answers: whether an article was useful, and that one was not what they looked for. */
import * as z from 'zod/mini';
import { code, key, proseOrNothing, ticketNumber, WORD_LIMIT } from './fields.ts';

/** Whether an article was useful; null takes it back. A word for who writes it stays as it was where none is sent. */
export const voteInput = z.strictObject({
  slug: code,
  useful: z.nullable(z.boolean({ error: 'type' })),
  word: z.optional(proseOrNothing(WORD_LIMIT)),
});

/** An article is being read. */
export const viewInput = z.strictObject({ slug: code });

/** An answer beside the form of a new ticket is not what was asked for: an article, or a ticket. */
export const dismissInput = z
  .strictObject({
    /** The key that the ticket will be opened with: whoever says it twice is counted once. */
    draft: key,
    article: z.optional(code),
    ticket: z.optional(ticketNumber),
  })
  .check(
    z.refine(({ article, ticket }) => (article === undefined) !== (ticket === undefined), {
      error: 'required',
    }),
  );
