import { can, type Side } from '@sportello/core';
import {
  type ArticleNumbersRecord,
  type ArticleVoteRecord,
  articleVoteId,
  fullName,
  trusted,
} from '@sportello/models';
import type { Context, Locale } from '../context.ts';
import type { Installation } from '../installation.ts';
import { articleLocale } from './articles.ts';

/** What a reader has said of an article. */
export type OwnVote = Pick<ArticleVoteRecord, 'useful' | 'word'>;

/** What somebody has said of an article. @param reader id of a person, or the token of a visitor's browser */
export async function ownVote(
  { database }: Installation,
  slug: string,
  reader: string,
): Promise<OwnVote | null> {
  return database.articleVotes
    .findById(articleVoteId(slug, reader), { _id: 0, useful: 1, word: 1 })
    .lean<OwnVote>();
}

/** How often an article was read, found useful or not, and what became of tickets beside which it was read. */
export interface AnswerFigures {
  readonly slug: string;
  readonly views: number;
  readonly useful: number;
  readonly useless: number;
  /** Tickets that it made unnecessary. */
  readonly solved: number;
  /** Times that it was read before a ticket and was not what was asked for. */
  readonly dismissed: number;
}

/** Something a reader wrote to who writes an article. */
export interface ReaderWord {
  readonly word: string;
  readonly useful: boolean;
  /** Null for a visitor. */
  readonly name: string | null;
  readonly side: Side | 'visitor';
  readonly locale: Locale;
  readonly at: number;
}

/** What is told of an article to who writes it. */
export interface ArticleFeedback extends AnswerFigures {
  /** Newest first. */
  readonly words: readonly ReaderWord[];
}

/** Most words that are told of an article. */
const WORDS = 50;

async function counted(
  { database }: Installation,
  of: 'deflections' | 'dismissals',
  slugs: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const pipeline = [
    { $match: { article: { $type: 'string', $in: [...slugs] } } },
    { $group: { _id: '$article', count: { $sum: 1 } } },
  ];
  const found = await database[of].collection.aggregate<{ _id: string; count: number }>(pipeline).toArray();
  return new Map(found.map(({ _id, count }) => [_id, count]));
}

/** What readers made of some articles, in the order of the slugs; null for whoever does not write articles. */
export async function answerFigures(
  installation: Installation,
  { principal }: Context,
  slugs: readonly string[],
): Promise<readonly AnswerFigures[] | null> {
  if (!can(principal, 'article.feedback')) return null;
  const [numbers, solved, dismissed] = await Promise.all([
    installation.database.articleNumbers
      .find({ _id: trusted({ $in: [...slugs] }) })
      .lean<ArticleNumbersRecord[]>(),
    counted(installation, 'deflections', slugs),
    counted(installation, 'dismissals', slugs),
  ]);
  const bySlug = new Map(numbers.map((one) => [one._id, one]));
  return slugs.map((slug) => {
    const { views = 0, useful = 0, useless = 0 } = bySlug.get(slug) ?? {};
    return {
      slug,
      views,
      useful,
      useless,
      solved: solved.get(slug) ?? 0,
      dismissed: dismissed.get(slug) ?? 0,
    };
  });
}

/** What readers made of an article and wrote about it; null for whoever does not write articles, or may not see this one. */
export async function articleFeedback(
  installation: Installation,
  ctx: Context,
  slug: string,
): Promise<ArticleFeedback | null> {
  if (!can(ctx.principal, 'article.feedback')) return null;
  if (!(await articleLocale(installation, ctx, slug))) return null;
  const [figures, votes] = await Promise.all([
    answerFigures(installation, ctx, [slug]),
    installation.database.articleVotes
      .find({ slug, word: trusted({ $type: 'string' }) })
      .sort({ at: -1 })
      .limit(WORDS)
      .lean<ArticleVoteRecord[]>(),
  ]);
  const [figure] = figures ?? [];
  if (!figure) return null;
  const words = votes.map(async ({ word, useful, person, side, locale, at }) => {
    const who = person === null ? null : await installation.people.person(person);
    return { word: word ?? '', useful, name: who && fullName(who), side, locale, at };
  });
  return { ...figure, words: await Promise.all(words) };
}
