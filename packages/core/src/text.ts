/**
 * Cleaning of what people type, the same in browser and server, done once at the edge.
 * Limits are counted in user-perceived characters (grapheme clusters, Unicode UAX #29).
 */

/** Why a text is refused; the stable code of the refusal. */
export type TextFault = 'empty' | 'too_long' | 'control_characters' | 'malformed' | 'too_many_marks';

/** A cleaned text, or the fault that forbids it with the numbers a sentence needs. */
export type CleanText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly code: TextFault; readonly limit?: number; readonly got?: number };

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Bytes above which no text is even counted: a socket event may carry 64 KiB. */
export const MAX_TEXT_BYTES = 64 * 1024;

/** How many characters too many are still counted one by one. */
const COUNTED_BEYOND = 1_000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is looked for
const FORBIDDEN_CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/u;
const BIDI_OVERRIDES = /[\u202a-\u202e\u2066-\u2069]/gu;
const LONE_SURROGATE = /\p{Surrogate}/u;
const MARK_FLOOD = /\p{M}{5,}/u;
const VISIBLE = /[^\s\p{Z}\p{C}\p{M}\u2800\u3164\u115f\u1160\uffa0]/u;

/** Characters that never combine with each other: what most texts in our languages consist of. */
const SIMPLE =
  '\\n\\x20-\\x7e\\xa0-\\xa8\\xaa-\\xac\\xaf-\\u02ff\\u0370-\\u0482\\u048a-\\u058f\\u1e00-\\u1fff\\u2010-\\u2027\\u2030-\\u203b\\u20a0-\\u20bf';
/** What may combine, with the character before it. */
const COMPLEX_RUN = new RegExp(`[${SIMPLE}]?[^${SIMPLE}]+(?:(?<=\\r)\\n)?`, 'gu');

/** Code units that the segmenter gets at once: on a long text every single step costs it the length of the whole. */
const PIECE = 256;

/** A letter with its diacritics: one character, and nothing to ask the segmenter. */
const MARKED_LETTER = /^.[\u0300-\u036f]+$/u;

function* segmentsOf(run: string): Generator<string> {
  if (MARKED_LETTER.test(run)) return yield run;
  let size = PIECE;
  for (let start = 0; start < run.length; ) {
    // Half a pair would look like a character of its own.
    const end = start + size + (/[\ud800-\udbff]/.test(run[start + size - 1] ?? '') ? 1 : 0);
    const segments = [...segmenter.segment(run.slice(start, end))];
    const isLast = end >= run.length;
    // The last one may go on in the next piece: it is looked at again from its beginning.
    const whole = isLast ? segments : segments.slice(0, -1);
    for (const { segment } of whole) yield segment;
    if (isLast) return;
    size = whole.length === 0 ? size * 2 : PIECE;
    start += segments.at(-1)?.index ?? 0;
  }
}

/**
 * Number of user-perceived characters of a text.
 * @param text any text; the cost is linear, so bound its bytes first
 * @param most where counting may stop: what is far too long need not be counted to its end
 */
export function countCharacters(text: string, most = Number.POSITIVE_INFINITY): number {
  let count = 0;
  let counted = 0;
  for (const { 0: run, index } of text.matchAll(COMPLEX_RUN)) {
    count += index - counted;
    counted = index + run.length;
    for (const _ of segmentsOf(run)) {
      count += 1;
      if (count > most) return count;
    }
  }
  return count + text.length - counted;
}

/** The first user-perceived characters of a text: all of it where it has no more. */
export function firstCharacters(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let end = 0;
  let count = 0;
  for (const segment of segmentsOf(text)) {
    if (count === limit) return text.slice(0, end);
    count += 1;
    end += segment.length;
  }
  return text;
}

function faultOf(text: string, limit: number): CleanText | null {
  if (LONE_SURROGATE.test(text)) return { ok: false, code: 'malformed' };
  if (FORBIDDEN_CONTROLS.test(text)) return { ok: false, code: 'control_characters' };
  if (!VISIBLE.test(text)) return { ok: false, code: 'empty' };
  if (text.length > MAX_TEXT_BYTES) return { ok: false, code: 'too_long', limit, got: text.length };
  const got = countCharacters(text, limit + COUNTED_BEYOND);
  if (got > limit) return { ok: false, code: 'too_long', limit, got };
  if (MARK_FLOOD.test(text)) return { ok: false, code: 'too_many_marks' };
  return null;
}

/**
 * Cleans a one-line text (title, name): NFC, newlines and tabs become spaces, direction overrides are removed.
 * @param raw what was typed
 * @param limit most user-perceived characters
 */
export function cleanLine(raw: string, limit: number): CleanText {
  const text = raw
    .normalize('NFC')
    .replace(/[\r\n\t\u2028\u2029]+/gu, ' ')
    .replace(BIDI_OVERRIDES, '')
    .trim();
  return faultOf(text, limit) ?? { ok: true, text };
}

/**
 * Cleans a text of several lines (message, description): NFC, line ends unified, direction overrides removed.
 * @param raw what was typed
 * @param limit most user-perceived characters
 */
export function cleanText(raw: string, limit: number): CleanText {
  const text = raw
    .normalize('NFC')
    .replace(/\r\n?|\u2028|\u2029/gu, '\n')
    .replace(BIDI_OVERRIDES, '')
    .trim();
  return faultOf(text, limit) ?? { ok: true, text };
}

/**
 * The first words of a text on one line, for rows and notifications.
 * @param text a cleaned text; Markdown signs are dropped where they would only be noise
 * @param limit most UTF-16 code units of the answer, an ellipsis included
 */
export function excerpt(text: string, limit = 140): string {
  const line = text
    .replace(/```[\s\S]*?```/gu, (block) => block.replace(/```\w*/gu, ' '))
    .replace(/[*_`#>]+/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  if (line.length <= limit) return line;
  return `${line
    .slice(0, limit - 1)
    .replace(/[\ud800-\udbff]$/u, '')
    .trimEnd()}…`;
}
