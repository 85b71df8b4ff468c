import type { MultiSearchQuery } from 'meilisearch';
import * as z from 'zod/mini';
import { SearchUnavailableError } from './errors.ts';
import { united } from './highlights.ts';
import { stemOf } from './language/stems.ts';
import { untellingWords } from './language/stopWords.ts';
import { synonyms } from './language/synonyms.ts';

/** Words above which a query is no longer a few keywords but a description. */
const KEYWORDS = 4;
/** Hits of each word that are weighed. */
const HITS = 20;
/** Share of the best document's weight under which another one is no answer. */
export const WORTH = 0.4;
/** Words a document should have, where any has them: one alone is often chance. */
const AGREEING = 2;

/** How much more a code or a number says than a word as rare. */
const CODE_WORTH = 3;
/** Words of the longest name in the trade ("documento di trasporto"). */
const NAME_WORDS = 3;

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
const CODE = /^(?=.*\p{N})[\p{L}\p{N}]{3,}$/u;

/** The words of a text that tell, in their order. */
export function tellingWords(text: string): string[] {
  return (text.match(WORD) ?? []).filter(
    (word) => word.length > 1 && !untellingWords.has(word.toLowerCase()),
  );
}

/** The longest name that begins at a word and has synonyms; those hang on the whole name. */
function nameAt(words: readonly string[], at: number): string | null {
  for (let length = NAME_WORDS; length > 0; length -= 1) {
    const name = words.slice(at, at + length).join(' ');
    if (at + length <= words.length && Object.hasOwn(synonyms, name)) return name;
  }
  return null;
}

/**
 * What a query is about, piece by piece: names of the trade as they are, other words by their stem, and nothing that does
 * not tell.
 */
export function piecesOf(q: string): string[] {
  const words = (q.match(WORD) ?? []).map((word) => word.toLowerCase());
  const pieces = new Set<string>();
  for (let at = 0; at < words.length; ) {
    const name = nameAt(words, at);
    const word = words[at] ?? '';
    if (name) pieces.add(name);
    else if (word.length > 1 && !untellingWords.has(word)) pieces.add(stemOf(word));
    at += name ? name.split(' ').length : 1;
  }
  return [...pieces];
}

/**
 * The pieces of a description, to be searched for one by one; null for a few keywords, which are searched for together.
 * Together, what people write in whole sentences finds by its rarest word, which is rarely the one that tells.
 * @param q what is sent to the engine: ten words at most, since each of them costs a question
 */
export function descriptionWords(q: string): string[] | null {
  const pieces = piecesOf(q);
  return pieces.length > KEYWORDS ? pieces : null;
}

/** Letters that an ending must have for a word alone to be asked for once more by its stem. */
const LONG_ENDING = 3;

/**
 * The pieces of a few keywords that are worth a second question; none for a word alone that its stem hardly differs from, so
 * that somebody who is still typing it costs one.
 */
export function keywordPieces(q: string): string[] {
  const pieces = piecesOf(q);
  const [piece, ...others] = pieces;
  const [word = ''] = tellingWords(q);
  if (piece === undefined || (others.length === 0 && word.length - piece.length < LONG_ENDING)) return [];
  return pieces;
}

/** The questions for each word, after one that only counts how much there is. */
export function askByWord(query: MultiSearchQuery, words: readonly string[]): MultiSearchQuery[] {
  const count = { ...query, q: '', limit: 0 };
  return [count, ...words.map((q) => ({ ...query, q, limit: HITS, showRankingScore: true }))];
}

const wordHit = z.looseObject({
  id: z.string(),
  _rankingScore: z.number(),
  _formatted: z.looseObject({}),
});
type WordHit = z.output<typeof wordHit>;
/** The answer to a question of {@link askByWord}. */
export interface WordAnswer {
  readonly query?: string;
  readonly hits: readonly unknown[];
  readonly estimatedTotalHits?: number;
}

function read(hits: readonly unknown[]): WordHit[] {
  const result = z.array(wordHit).safeParse(hits);
  if (result.success) return result.data;
  throw new SearchUnavailableError('the search engine answered something else than hits');
}

interface Weighed {
  weight: number;
  readonly hits: { readonly hit: WordHit; readonly weight: number }[];
}

/** Documents by the words they have: a word that few documents have counts more, and so does a good place. */
function weigh(all: number, answers: readonly WordAnswer[]): Weighed[] {
  const documents = new Map<string, Weighed>();
  for (const { query = '', hits, estimatedTotalHits = 0 } of answers) {
    const rarity = Math.log(1 + all / Math.max(1, estimatedTotalHits)) * (CODE.test(query) ? CODE_WORTH : 1);
    for (const hit of read(hits)) {
      const weight = rarity * hit._rankingScore ** 2;
      const document = documents.get(hit.id) ?? { weight: 0, hits: [] };
      document.weight += weight;
      document.hits.push({ hit, weight });
      documents.set(hit.id, document);
    }
  }
  return [...documents.values()];
}

/** One hit of a document that several words found, with the marks of all of them. */
function merged({ weight, hits }: Weighed): WordHit | undefined {
  const [best, ...others] = hits.sort((one, other) => other.weight - one.weight).map(({ hit }) => hit);
  if (!best) return undefined;
  const texts = Object.entries(best._formatted).map(([name, text]) => {
    const copies = others
      .map(({ _formatted }) => _formatted[name])
      .filter((copy) => typeof copy === 'string');
    return [name, typeof text === 'string' ? united(text, copies) : text] as const;
  });
  return { ...best, _rankingScore: weight, _formatted: Object.fromEntries(texts) };
}

/**
 * What the words of a description found together, best first, as hits of an ordinary search, whose score is their weight.
 * @param answers to the questions of {@link askByWord}, in their order
 */
export function joinWords([all, ...answers]: readonly WordAnswer[], limit: number): unknown[] {
  const weighed = weigh(all?.estimatedTotalHits ?? 0, answers);
  const best = Math.max(0, ...weighed.map(({ weight }) => weight));
  const enough = weighed.some(({ hits }) => hits.length >= AGREEING) ? AGREEING : 1;
  return weighed
    .filter(({ weight, hits }) => hits.length >= enough && weight >= best * WORTH)
    .sort((one, other) => other.weight - one.weight)
    .slice(0, limit)
    .map(merged);
}
