import { QUERY_LIMIT } from '@sportello/core';
import { untellingWords } from './stopWords.ts';

/** Most words the engine looks at; it ignores the rest without saying so. */
const WORD_LIMIT = 10;

/** What is sent to the engine for what was typed. */
export interface TellingQuery {
  readonly q: string;
  /** Only part of what was typed is searched for. */
  readonly shortened: boolean;
}

interface Word {
  readonly text: string;
  readonly at: number;
  readonly weight: number;
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
const NOT_TEXT = /[\p{C}\p{Z}]+/gu;
const QUOTES = /["“”„‟«»]/gu;
/** A hyphen before a word would mean "without this word". */
const MINUS = /(^|\s)\p{Pd}+/gu;

/** What was typed as plain words: nothing in it is an operator. */
function literal(raw: string): string {
  return raw
    .normalize('NFC')
    .replace(NOT_TEXT, ' ')
    .replace(QUOTES, ' ')
    .replace(MINUS, '$1')
    .replace(/ +/gu, ' ')
    .trim();
}

function cut(text: string): string {
  return text
    .slice(0, QUERY_LIMIT)
    .replace(/[\ud800-\udbff]$/u, '')
    .trimEnd();
}

function weightOf(word: string, before: string): number {
  if (/\p{N}/u.test(word)) return 100;
  if (word.length >= 2 && word === word.toUpperCase() && word !== word.toLowerCase()) return 50;
  const opensSentence = /(^|[.!?:\n])\s*$/u.test(before);
  const isName = !opensSentence && /^\p{Lu}/u.test(word);
  return Math.min(word.length, 15) + (isName ? 10 : 0);
}

/** Every word once, with how much it tells. */
function wordsOf(text: string): Word[] {
  const bySpelling = new Map<string, Word>();
  for (const match of text.matchAll(WORD)) {
    const spelling = match[0].toLowerCase();
    if (bySpelling.has(spelling)) continue;
    const weight = weightOf(match[0], text.slice(Math.max(0, match.index - 3), match.index));
    bySpelling.set(spelling, { text: match[0], at: match.index, weight });
  }
  return [...bySpelling.values()];
}

function mostTelling(text: string): string {
  const all = wordsOf(text);
  const telling = all.filter((word) => !untellingWords.has(word.text.toLowerCase()));
  return (telling.length > 0 ? telling : all)
    .sort((one, other) => other.weight - one.weight)
    .slice(0, WORD_LIMIT)
    .sort((one, other) => one.at - other.at)
    .map((word) => word.text)
    .join(' ');
}

/**
 * Makes a query of what was typed, from one letter to a whole description: at most {@link QUERY_LIMIT} characters and
 * {@link WORD_LIMIT} words. Of a longer text the words that tell most are kept, in their order: codes and numbers, then
 * acronyms and names, then long words.
 */
export function tellingQuery(raw: string): TellingQuery {
  const text = literal(raw);
  const count = text.match(WORD)?.length ?? 0;
  if (count <= WORD_LIMIT && text.length <= QUERY_LIMIT) return { q: text, shortened: false };
  const q = cut(count > WORD_LIMIT ? mostTelling(raw.normalize('NFC')) : text);
  return { q, shortened: true };
}
