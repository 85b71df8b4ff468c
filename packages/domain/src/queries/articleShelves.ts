import { type LocalName, trusted } from '@sportello/models';
import { readableBy } from '../articleReaders.ts';
import type { Locale } from '../context.ts';
import type { Installation } from '../installation.ts';
import { type ArticleCard, articleCards, articlesIn, type Reader, recentArticles } from './articles.ts';

/** A category of articles, in both languages. */
export interface ArticleCategory {
  readonly code: string;
  readonly name: LocalName;
  readonly description: LocalName;
  readonly icon: string;
  /** Code of the category that it stands below; null: it is at the top. */
  readonly parent: string | null;
  /** Articles in it that the reader may see. */
  readonly count: number;
}

/** What the home of the FAQ begins with. */
export interface ArticleHome {
  /** In the order of the settings, each with a few articles that stand for it. */
  readonly categories: readonly (ArticleCategory & { readonly first: readonly ArticleCard[] })[];
  /** What helps most. */
  readonly useful: readonly ArticleCard[];
  /** What is new or was changed. */
  readonly recent: readonly ArticleCard[];
}

/** A page of a category. */
export interface ArticleShelf {
  readonly category: ArticleCategory;
  readonly articles: readonly ArticleCard[];
  /** Beginning at 1. */
  readonly page: number;
  readonly pages: number;
}

/** Articles that are looked through for what helps most: some of the best may not be for everybody. */
const POOL = 200;
/** Of each list on the home: dates take room, so that both are as high. */
const USEFUL = 8;
const RECENT = 6;
/** Articles that stand for a category. */
const FIRST = 3;
/** Articles on a page of a category. */
const PER_PAGE = 40;

/** Readable articles by how much they help; where nothing is counted yet, those that are new. */
async function best(installation: Installation, ctx: Reader): Promise<ArticleCard[]> {
  const numbers = await installation.database.articleNumbers
    .find({}, { _id: 1 })
    .sort({ score: -1 })
    .limit(POOL)
    .lean<{ _id: string }[]>();
  return articleCards(
    installation,
    ctx,
    numbers.map(({ _id }) => _id),
  );
}

function withoutRepeats(articles: readonly ArticleCard[]): ArticleCard[] {
  return [...new Map(articles.map((one) => [one.slug, one])).values()];
}

/** The articles that help most, filled up with what is new. */
export async function usefulArticles(
  installation: Installation,
  ctx: Reader,
  count: number,
): Promise<ArticleCard[]> {
  const found = await best(installation, ctx);
  if (found.length >= count) return found.slice(0, count);
  return withoutRepeats([...found, ...(await recentArticles(installation, ctx, count))]).slice(0, count);
}

/** All categories with how many articles the reader may see in each. */
export async function articleCategories(
  installation: Installation,
  ctx: Reader,
): Promise<readonly ArticleCategory[]> {
  const [settings, counted] = await Promise.all([
    installation.settings(),
    // An article in two languages is one.
    installation.database.articles.aggregate<{ _id: string; count: number }>([
      { $match: readableBy(ctx) },
      { $group: { _id: { category: '$category', slug: '$slug' } } },
      { $group: { _id: '$_id.category', count: { $sum: 1 } } },
    ]),
  ]);
  const counts = new Map(counted.map(({ _id, count }) => [_id, count]));
  return settings.articleCategories.map((category) => ({
    ...category,
    parent: category.parent ?? null,
    count: counts.get(category.code) ?? 0,
  }));
}

/** The home of the FAQ, as the reader may see it. */
export async function articleHome(installation: Installation, ctx: Reader): Promise<ArticleHome> {
  const [categories, useful, recent] = await Promise.all([
    articleCategories(installation, ctx),
    best(installation, ctx),
    recentArticles(installation, ctx, POOL / 2),
  ]);
  const pool = withoutRepeats([...useful, ...recent]);
  return {
    categories: categories.map((category) => ({
      ...category,
      first: pool.filter((one) => one.category === category.code).slice(0, FIRST),
    })),
    useful: pool.slice(0, USEFUL),
    recent: recent.slice(0, RECENT),
  };
}

/** A page of a category, what helps most first; null when there is no such category, or no such page of it. */
export async function articleShelf(
  installation: Installation,
  ctx: Reader,
  code: string,
  page: number,
): Promise<ArticleShelf | null> {
  const { articleCategories: known } = await installation.settings();
  const category = known.find((one) => one.code === code);
  if (!category) return null;
  const articles = await articlesIn(installation, ctx, code);
  const pages = Math.max(1, Math.ceil(articles.length / PER_PAGE));
  if (page > pages) return null;
  const scores = await scoresOf(
    installation,
    articles.map(({ slug }) => slug),
  );
  const ordered = articles.toSorted(
    (one, other) =>
      (scores.get(other.slug) ?? 0) - (scores.get(one.slug) ?? 0) ||
      one.title.localeCompare(other.title, ctx.locale),
  );
  return {
    category: { ...category, parent: category.parent ?? null, count: articles.length },
    articles: ordered.slice((page - 1) * PER_PAGE, page * PER_PAGE),
    page,
    pages,
  };
}

async function scoresOf(
  { database }: Installation,
  slugs: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const found = await database.articleNumbers
    .find({ _id: trusted({ $in: [...slugs] }) }, { score: 1 })
    .lean<{ _id: string; score: number }[]>();
  return new Map(found.map(({ _id, score }) => [_id, score]));
}

/** Articles that may help beside one: those it names, else the best of its category. */
export async function articlesBeside(
  installation: Installation,
  ctx: Reader,
  { slug, category, related }: ArticleCard & { readonly related: readonly ArticleCard[] },
  count: number,
): Promise<readonly ArticleCard[]> {
  if (related.length > 0) return related;
  const pool = await best(installation, ctx);
  return pool.filter((one) => one.category === category && one.slug !== slug).slice(0, count);
}

/** An article that everybody may read, as a list of addresses needs it. */
export interface PublicArticle {
  readonly slug: string;
  readonly category: string;
  /** The languages it is there in. */
  readonly locales: readonly Locale[];
  /** Epoch milliseconds: the last change in any language. */
  readonly updatedAt: number;
}

/** All articles that everybody may read, by slug. */
export async function publicArticles({ database }: Installation): Promise<readonly PublicArticle[]> {
  const records = await database.articles
    .find(readableBy({ principal: null, locale: 'it' }), {
      _id: 0,
      slug: 1,
      category: 1,
      locale: 1,
      updatedAt: 1,
    })
    .lean<(Pick<PublicArticle, 'slug' | 'category' | 'updatedAt'> & { locale: Locale })[]>();
  const bySlug = new Map<string, PublicArticle>();
  for (const { slug, category, locale, updatedAt } of records) {
    const known = bySlug.get(slug);
    bySlug.set(slug, {
      slug,
      category,
      locales: [...(known?.locales ?? []), locale].sort().reverse(),
      updatedAt: Math.max(updatedAt, known?.updatedAt ?? 0),
    });
  }
  return [...bySlug.values()].sort((one, other) => (one.slug < other.slug ? -1 : 1));
}
