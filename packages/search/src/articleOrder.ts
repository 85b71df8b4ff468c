import * as z from 'zod/mini';
import { WORTH } from './description.ts';

/** An article as the engine answers it. */
export const articleHit = z.object({
  id: z.string(),
  slug: z.string(),
  _formatted: z.object({ title: z.string(), summary: z.string(), body: z.string() }),
  _rankingScore: z.optional(z.number()),
  _rankingScoreDetails: z.optional(
    z.object({
      words: z.optional(z.object({ matchingWords: z.number(), maxMatchingWords: z.number() })),
    }),
  ),
});
/** See {@link articleHit}. */
export type ArticleHit = z.output<typeof articleHit>;

/** How much more an article in the viewer's language is worth. */
const OWN_LANGUAGE = 1.5;

/** True when a hit has all the words that were searched for. */
export function isWhole({ _rankingScoreDetails }: ArticleHit): boolean {
  const words = _rankingScoreDetails?.words;
  return words === undefined || words.matchingWords >= words.maxMatchingWords;
}

/**
 * Articles best first, each once: in the viewer's language where it was found in that.
 * @param own hits in the viewer's language
 * @param others hits in other languages
 * @param byPieces whether they were found word by word, so that their scores can be compared; otherwise only whether they
 * have all the words counts, and the engine's order
 */
export function inOrder(
  own: readonly ArticleHit[],
  others: readonly ArticleHit[],
  byPieces: boolean,
): ArticleHit[] {
  const slugs = new Set(own.map(({ slug }) => slug));
  const worth = (hit: ArticleHit): number => (byPieces ? (hit._rankingScore ?? 0) : Number(isWhole(hit)));
  const all = [
    ...own.map((hit) => ({ hit, worth: worth(hit) * OWN_LANGUAGE })),
    ...others.filter(({ slug }) => !slugs.has(slug)).map((hit) => ({ hit, worth: worth(hit) })),
  ];
  // What has only one of the words in another language is no answer either where one in the viewer's has them all.
  const least = byPieces ? WORTH * Math.max(0, ...all.map((one) => one.worth)) : 0;
  // Sorting is stable: what is worth the same stays as it was found.
  return all
    .filter((one) => one.worth >= least)
    .sort((one, other) => other.worth - one.worth)
    .map(({ hit }) => hit);
}
