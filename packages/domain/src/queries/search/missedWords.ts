import { piecesOf, tellingWords } from '@sportello/search';

/** What is left of a search when everything is gone that could tell of a person. */
export interface MissedWords {
  /** The same for all ways to ask for the same thing. */
  readonly key: string;
  /** To be read by people. */
  readonly words: string;
}

const EMAIL = /\S+@\S+/gu;
const ADDRESS = /\b(?:https?:\/\/|www\.)\S+/giu;
/** Telephone numbers, dates and amounts: digits in groups. */
const GROUPED = /\+?\d+(?:[ ./-]{1,2}\d+)+/gu;
/** Longest code of a screen or an error; what is longer with digits in it is a tax code, a bank account, a serial number. */
const CODE_LENGTH = 10;
/** Longest number: five digits are an error of the tax office, more are somebody's. */
const NUMBER_LENGTH = 5;
/** A search shorter than this was not finished. */
const LEAST_LETTERS = 3;
/** Words of a search that are kept. */
const MOST_WORDS = 8;
/** Longest of all words together. */
const LONGEST = 120;

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function isHarmless(word: string): boolean {
  if (/^\p{N}+$/u.test(word)) return word.length <= NUMBER_LENGTH;
  return !/\p{N}/u.test(word) || word.length <= CODE_LENGTH;
}

/** The words of names, to be left out: what somebody is called, and their colleagues and company. */
export function namesIn(texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.flatMap((text) => folded(text).match(/[\p{L}\p{N}]+/gu) ?? []));
}

/**
 * Makes of a search what may be remembered; null when nothing is left that tells.
 * @param names words of the people and the company of who searched, see {@link namesIn}
 */
export function missedWords(q: string, names: ReadonlySet<string>): MissedWords | null {
  const plain = q.replace(EMAIL, ' ').replace(ADDRESS, ' ').replace(GROUPED, ' ');
  const words = [...new Set(tellingWords(plain).map(folded))]
    .filter((word) => isHarmless(word) && !names.has(word))
    .slice(0, MOST_WORDS)
    .join(' ')
    .slice(0, LONGEST)
    .trim();
  if (words.length < LEAST_LETTERS) return null;
  const key = piecesOf(words).sort().join(' ');
  return key === '' ? null : { key, words };
}
