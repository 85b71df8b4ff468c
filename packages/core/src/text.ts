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

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is looked for
const FORBIDDEN_CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/u;
const BIDI_OVERRIDES = /[\u202a-\u202e\u2066-\u2069]/gu;
const LONE_SURROGATE = /\p{Surrogate}/u;
const MARK_FLOOD = /\p{M}{5,}/u;
const VISIBLE = /[^\s\p{Z}\p{C}\p{M}\u2800\u3164\u115f\u1160\uffa0]/u;

/**
 * Number of user-perceived characters of a text.
 * @param text any text; the cost is linear, so bound its bytes first
 */
export function countCharacters(text: string): number {
  // ASCII without carriage returns is one character a code unit: most texts skip the segmenter.
  if (/^[\x20-\x7e\n]*$/.test(text)) return text.length;
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}

function faultOf(text: string, limit: number): CleanText | null {
  if (LONE_SURROGATE.test(text)) return { ok: false, code: 'malformed' };
  if (FORBIDDEN_CONTROLS.test(text)) return { ok: false, code: 'control_characters' };
  if (!VISIBLE.test(text)) return { ok: false, code: 'empty' };
  if (text.length > MAX_TEXT_BYTES) return { ok: false, code: 'too_long', limit, got: text.length };
  const got = countCharacters(text);
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
  const text = raw.normalize('NFC').replace(/[\r\n\t\u2028\u2029]+/gu, ' ').replace(BIDI_OVERRIDES, '').trim();
  return faultOf(text, limit) ?? { ok: true, text };
}

/**
 * Cleans a text of several lines (message, description): NFC, line ends unified, direction overrides removed.
 * @param raw what was typed
 * @param limit most user-perceived characters
 */
export function cleanText(raw: string, limit: number): CleanText {
  const text = raw.normalize('NFC').replace(/\r\n?|\u2028|\u2029/gu, '\n').replace(BIDI_OVERRIDES, '').trim();
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
  return `${line.slice(0, limit - 1).replace(/[\ud800-\udbff]$/u, '').trimEnd()}…`;
}
