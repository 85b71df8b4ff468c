import { can } from '@sportello/core';
import { type ArticleNumbersRecord, type ArticleVoteRecord, trusted } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import type { AnswerFigures } from './articleFeedback.ts';
import { articleTitles } from './articles.ts';
import type { Wanted } from './missedSearches.ts';

/** What became of an article in a time; the views are those of all times, since none is kept by day. */
export interface ArticleOutcome extends AnswerFigures {
  /** Null for one that was withdrawn since. */
  readonly title: string | null;
  /** What readers wrote whom it did not help, newest first; nobody's name. */
  readonly words: readonly string[];
}

/** What articles did in a time. */
export interface ArticleOutcomes {
  /** Over all articles, also those that are not listed. */
  readonly totals: Readonly<Record<'solved' | 'useful' | 'useless' | 'dismissed', number>>;
  /** Those that helped, what avoided most tickets first. */
  readonly helped: readonly ArticleOutcome[];
  /** Those that did not, what failed most readers first; an article may be among both. */
  readonly failed: readonly ArticleOutcome[];
}

/** Tickets that were closed in a time and were opened although an article had been read. */
export interface AvoidableTickets {
  readonly tickets: number;
  /** By the article that was read; a ticket before which two were read counts for both. */
  readonly articles: readonly { readonly slug: string; readonly title: string; readonly tickets: number }[];
  /** By the category of the ticket. */
  readonly categories: readonly { readonly category: string; readonly tickets: number }[];
}

/** Most words that are told of all articles together. */
const WORDS = 100;

type Counts = ReadonlyMap<string, number>;
type Totals = ArticleOutcomes['totals'];

async function saidOfAnswers(
  { database }: Installation,
  of: 'deflections' | 'dismissals',
  since: number,
): Promise<Counts> {
  const found = await database[of].collection
    .aggregate<{ _id: string; count: number }>([
      { $match: { at: { $gte: since }, article: { $gt: '' } } },
      { $group: { _id: '$article', count: { $sum: 1 } } },
    ])
    .toArray();
  return new Map(found.map(({ _id, count }) => [_id, count]));
}

async function votesSince({ database }: Installation, since: number): Promise<Record<'yes' | 'no', Counts>> {
  const found = await database.articleVotes.collection
    .aggregate<{ _id: { slug: string; useful: boolean }; count: number }>([
      { $match: { at: { $gte: since } } },
      { $group: { _id: { slug: '$slug', useful: '$useful' }, count: { $sum: 1 } } },
    ])
    .toArray();
  const those = (useful: boolean): Counts =>
    new Map(found.filter(({ _id }) => _id.useful === useful).map(({ _id, count }) => [_id.slug, count]));
  return { yes: those(true), no: those(false) };
}

/** What was written by those whom some articles did not help, by article. */
async function wordsOf(
  { database }: Installation,
  slugs: readonly string[],
  since: number,
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (slugs.length === 0) return new Map();
  const votes = await database.articleVotes
    .find(
      {
        slug: trusted({ $in: [...slugs] }),
        word: trusted({ $type: 'string' }),
        at: trusted({ $gte: since }),
        useful: false,
      },
      { slug: 1, word: 1 },
    )
    .sort({ at: -1 })
    .limit(WORDS)
    .lean<Pick<ArticleVoteRecord, 'slug' | 'word'>[]>();
  const words = new Map<string, string[]>();
  for (const { slug, word } of votes) if (word) words.set(slug, [...(words.get(slug) ?? []), word]);
  return words;
}

const sumOf = (counts: Counts): number => [...counts.values()].reduce((sum, count) => sum + count, 0);
const failures = ({ useless, dismissed }: Omit<Totals, 'solved' | 'useful'>): number => useless + dismissed;

/** What articles did for readers in a time, and where they failed; null for whoever does not write articles. */
export async function articleOutcomes(
  installation: Installation,
  ctx: Context,
  { since, limit }: Wanted,
): Promise<ArticleOutcomes | null> {
  if (!can(ctx.principal, 'article.feedback')) return null;
  const [solved, dismissed, { yes, no }] = await Promise.all([
    saidOfAnswers(installation, 'deflections', since),
    saidOfAnswers(installation, 'dismissals', since),
    votesSince(installation, since),
  ]);
  const figures = [...new Set([...solved, ...dismissed, ...yes, ...no].map(([slug]) => slug))]
    .sort()
    .map((slug) => ({
      slug,
      solved: solved.get(slug) ?? 0,
      dismissed: dismissed.get(slug) ?? 0,
      useful: yes.get(slug) ?? 0,
      useless: no.get(slug) ?? 0,
    }));
  const helped = figures
    .filter((one) => one.solved + one.useful > 0)
    .sort((one, other) => other.solved - one.solved || other.useful - one.useful)
    .slice(0, limit);
  const failed = figures
    .filter((one) => failures(one) > 0)
    .sort((one, other) => failures(other) - failures(one))
    .slice(0, limit);
  const slugs = [...new Set([...helped, ...failed].map(({ slug }) => slug))];
  const [numbers, titles, words] = await Promise.all([
    installation.database.articleNumbers
      .find({ _id: trusted({ $in: slugs }) }, { views: 1 })
      .lean<Pick<ArticleNumbersRecord, '_id' | 'views'>[]>(),
    articleTitles(installation, ctx, slugs),
    wordsOf(
      installation,
      failed.map(({ slug }) => slug),
      since,
    ),
  ]);
  const views = new Map(numbers.map((one) => [one._id, one.views]));
  const told = (one: (typeof figures)[number]): ArticleOutcome => ({
    ...one,
    views: views.get(one.slug) ?? 0,
    title: titles.get(one.slug) ?? null,
    words: words.get(one.slug) ?? [],
  });
  return {
    totals: {
      solved: sumOf(solved),
      useful: sumOf(yes),
      useless: sumOf(no),
      dismissed: sumOf(dismissed),
    },
    helped: helped.map(told),
    failed: failed.map(told),
  };
}

interface Facets {
  readonly tickets: readonly { readonly count: number }[];
  readonly articles: readonly { readonly _id: string; readonly title: string; readonly count: number }[];
  readonly categories: readonly { readonly _id: string; readonly count: number }[];
}

const mostFirst = (limit: number) => [{ $sort: { count: -1, _id: 1 } }, { $limit: limit }] as const;

/**
 * Tickets closed in a time whose requester had read an article before opening them: the answer was near, and was not enough.
 * Numbers alone, over all companies; null for whoever does not write articles.
 */
export async function avoidableTickets(
  installation: Installation,
  ctx: Context,
  { since, limit }: Wanted,
): Promise<AvoidableTickets | null> {
  if (!can(ctx.principal, 'article.feedback')) return null;
  const [found] = await installation.database.tickets.collection
    .aggregate<Facets>([
      { $match: { closedAt: { $gte: since }, 'consulted.articles.slug': { $type: 'string' } } },
      { $match: { state: { $ne: 'discarded' } } },
      { $project: { _id: 0, category: 1, 'consulted.articles': 1 } },
      {
        $facet: {
          tickets: [{ $count: 'count' }],
          articles: [
            { $unwind: '$consulted.articles' },
            {
              $group: {
                _id: '$consulted.articles.slug',
                title: { $last: '$consulted.articles.title' },
                count: { $sum: 1 },
              },
            },
            ...mostFirst(limit),
          ],
          categories: [{ $group: { _id: '$category', count: { $sum: 1 } } }, ...mostFirst(limit)],
        },
      },
    ])
    .toArray();
  const { tickets = [], articles = [], categories = [] } = found ?? {};
  const titles = await articleTitles(
    installation,
    ctx,
    articles.map(({ _id }) => _id),
  );
  return {
    tickets: tickets[0]?.count ?? 0,
    articles: articles.map(({ _id, title, count }) => ({
      slug: _id,
      title: titles.get(_id) ?? title,
      tickets: count,
    })),
    categories: categories.map(({ _id, count }) => ({ category: _id, tickets: count })),
  };
}
