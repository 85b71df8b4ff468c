import * as z from 'zod/mini';
import { type CleanText, cleanLine, cleanText } from './text.ts';

/** Longest title, in user-perceived characters. */
export const TITLE_LIMIT = 200;
/** Longest message, note or description, in user-perceived characters. */
export const MESSAGE_LIMIT = 10_000;
/** Longest reason given for a change of state. */
export const REASON_LIMIT = 2_000;
/** Longest word that a reader adds to saying whether an article was useful. */
export const WORD_LIMIT = 500;
/** Longest name of a state. */
export const STATE_NAME_LIMIT = 40;
/** Longest name of a contact, a module or a program. */
export const NAME_LIMIT = 120;
/** Longest telephone number as people write it. */
export const PHONE_LIMIT = 40;
/** Longest text of an error that another program sends along. */
export const ERROR_TEXT_LIMIT = 500;
/** Most articles, and most tickets, that are remembered as read before a ticket. */
export const CONSULTED_LIMIT = 20;
/** Longest search query that reaches the engine. */
export const QUERY_LIMIT = 256;

function cleaned(clean: (raw: string) => CleanText) {
  return z.pipe(
    z.string({ error: 'type' }),
    z.transform((raw, context) => {
      const result = clean(raw);
      if (result.ok) return result.text;
      const { ok: _, code, ...params } = result;
      context.issues.push({ code: 'custom', message: code, params, input: raw });
      return z.NEVER;
    }),
  );
}

/** A one-line text of at most `limit` characters, cleaned. */
export const line = (limit: number) => cleaned((raw) => cleanLine(raw, limit));

/** A text of several lines of at most `limit` characters, cleaned. */
export const prose = (limit: number) => cleaned((raw) => cleanText(raw, limit));

/** As {@link prose}, or nothing at all: an empty text. */
export const proseOrNothing = (limit: number) =>
  cleaned((raw) => (raw.trim() === '' ? { ok: true, text: '' } : cleanText(raw, limit)));

/** An id: 24 lower-case hexadecimal digits, nothing else. */
export const id = z.string({ error: 'type' }).check(z.regex(/^[0-9a-f]{24}$/, { error: 'bad_id' }));

/** The id of a record. */
export type Id = z.infer<typeof id>;

/** The key a client makes when Send is pressed: a UUID. */
export const key = z
  .string({ error: (issue) => (issue.input === undefined ? 'key_missing' : 'type') })
  .check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, { error: 'malformed' }));

/** A position in a log: 0 is before the first entry. */
export const position = z
  .int({ error: 'type' })
  .check(z.gte(0, { error: 'not_allowed_value' }), z.lte(1e9, { error: 'not_allowed_value' }));

/** A ticket's number as people say it. */
export const ticketNumber = z
  .int({ error: 'type' })
  .check(z.gte(1, { error: 'not_allowed_value' }), z.lte(1e9, { error: 'not_allowed_value' }));

/** A short machine name: codes of categories, teams, slugs. */
export const code = z
  .string({ error: 'type' })
  .check(z.regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, { error: 'malformed' }));

/** Epoch milliseconds of a moment between 2000 and 2200. */
export const moment = z
  .int({ error: 'type' })
  .check(
    z.gte(946_684_800_000, { error: 'date_format' }),
    z.lte(7_258_118_400_000, { error: 'date_format' }),
  );
