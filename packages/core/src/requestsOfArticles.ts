/** What writers of the knowledge base may send. */
import * as z from 'zod/mini';
import { articleAudiences, articleLimits } from './articles.ts';
import { code, id, line, moment, position, prose, proseOrNothing, TITLE_LIMIT } from './fields.ts';

const { summary, body, note, tag, tags, related, companies } = articleLimits;

/** A line that may be empty. */
const lineOrNothing = (limit: number) => z.union([z.literal(''), line(limit)]);
const several = <T extends z.core.$ZodType>(item: T, most: number) =>
  z.array(item, { error: 'type' }).check(z.maxLength(most, { error: 'too_large' }));

/** What it says in one language, finished or not. */
const text = z.strictObject({
  title: lineOrNothing(TITLE_LIMIT),
  summary: lineOrNothing(summary),
  body: proseOrNothing(body),
});

/** Which manuscript, as it was when it was read: somebody else's change in between is not overwritten. */
const asRead = { article: id, revision: position };

/** The whole manuscript. One that nobody has written yet has revision 0 and an id that its writer made. */
export const articleWritten = z.strictObject({
  ...asRead,
  slug: code,
  category: code,
  audience: z.enum(articleAudiences, { error: 'not_allowed_value' }),
  companies: several(id, companies),
  tags: several(line(tag), tags),
  related: several(code, related),
  texts: z.strictObject({ it: text, en: text }),
});
/** A manuscript is handed to who publishes, or given back with a word. */
export const articleSubmitted = z.strictObject(asRead);
export const articleReturned = z.strictObject({ ...asRead, note: prose(note) });
/** It is published now, or by itself at a moment. */
export const articlePublished = z.strictObject({ ...asRead, at: z.nullable(moment) });
/** Nobody but writers reads it any more. */
export const articleWithdrawn = z.strictObject(asRead);
/** It says again what it said in an earlier version; that is a draft until it is published. */
export const articleRestored = z.strictObject({ ...asRead, version: position });
/** One that was never published is thrown away. */
export const articleDropped = z.strictObject(asRead);
/** Somebody has it open to write; answers who else has. */
export const articleOpened = z.strictObject({ article: id });
