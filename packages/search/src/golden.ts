import { readFile } from 'node:fs/promises';
import type { Search } from './open.ts';

/** A question as somebody typed it, and the articles that answer it. */
export interface GoldenQuestion {
  readonly locale: 'it' | 'en';
  /** Slugs; any of them is a right answer. */
  readonly accepted: readonly string[];
  readonly question: string;
}

/** How well a set of questions is answered: shares of the questions, between 0 and 1. */
export interface Quality {
  readonly questions: number;
  /** An accepted article comes first. */
  readonly recall1: number;
  /** An accepted article is among the first three. */
  readonly recall3: number;
  /** Mean of one over the place of the first accepted article; 0 where there is none. */
  readonly mrr: number;
  /** Questions without an accepted article among the first three, with what came instead. */
  readonly missed: readonly { readonly asked: GoldenQuestion; readonly got: readonly string[] }[];
}

/** Articles that a person sees without asking for more. */
const SHOWN = 6;

function asQuestion(line: string): GoldenQuestion {
  const [locale, accepted, question, ...more] = line.split('\t');
  if ((locale !== 'it' && locale !== 'en') || !accepted || !question || more.length > 0)
    throw new Error(`not a golden question: ${line}`);
  return { locale, accepted: accepted.split(','), question: question.replaceAll('\\n', '\n') };
}

/**
 * Reads a golden set: `asked`, on which the search is tuned, or `unseen`, which only tells whether that also holds elsewhere.
 * @throws when a line is none
 */
export async function readGolden(set: 'asked' | 'unseen'): Promise<GoldenQuestion[]> {
  const text = await readFile(new URL(`../golden/${set}.tsv`, import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(asQuestion);
}

/** Asks an index of the demo's articles a set of questions, as somebody who is signed in. */
export async function measureQuality(
  search: Pick<Search, 'find'>,
  questions: readonly GoldenQuestion[],
): Promise<Quality> {
  const places: number[] = [];
  const missed: { asked: GoldenQuestion; got: readonly string[] }[] = [];
  for (const asked of questions) {
    const { articles } = await search.find({
      q: asked.question,
      sections: ['articles'],
      limit: SHOWN,
      locale: asked.locale,
      scope: null,
      side: 'customer',
      articles: { kind: 'customer', company: null },
    });
    const place = articles.findIndex(({ slug }) => asked.accepted.includes(slug)) + 1;
    places.push(place);
    if (place === 0 || place > 3) missed.push({ asked, got: articles.map(({ slug }) => slug).slice(0, 3) });
  }
  const share = (most: number): number =>
    places.filter((place) => place > 0 && place <= most).length / questions.length;
  const mrr = places.reduce((sum, place) => sum + (place > 0 ? 1 / place : 0), 0) / questions.length;
  return { questions: questions.length, recall1: share(1), recall3: share(3), mrr, missed };
}
