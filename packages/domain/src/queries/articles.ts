import type { ArticleReader } from '@sportello/core/articles';
import { type ArticleRecord, type QueryFilter, trusted } from '@sportello/models';
import type { ArticleHead } from '../articleHeads.ts';
import { isReadableFor, readableBy } from '../articleReaders.ts';
import type { Context, Locale, Visitor } from '../context.ts';
import type { Installation } from '../installation.ts';

/** An article in a list. */
export interface ArticleCard {
  readonly slug: string;
  readonly category: string;
  readonly title: string;
  readonly summary: string;
  /** The language it is written in: Italian where no translation exists. */
  readonly locale: Locale;
  readonly updatedAt: number;
}

/** A whole article with those it points to. */
export interface ArticlePage extends ArticleCard {
  readonly body: string;
  /** All languages it can be read in. */
  readonly locales: readonly Locale[];
  readonly related: readonly ArticleCard[];
}

/** Whoever reads articles. */
export type Reader = Context | Visitor;

const cardFields = ['category', 'title', 'summary', 'updatedAt'] as const;
type CardRecord = Pick<ArticleRecord, keyof ArticleCard>;

function card({ slug, category, title, summary, locale, updatedAt }: CardRecord): ArticleCard {
  return { slug, category, title, summary, locale, updatedAt };
}

/** One record a slug: the reader's language, else whatever there is. */
function inLanguage<R extends Pick<ArticleRecord, 'slug' | 'locale'>>(
  records: readonly R[],
  locale: Locale,
): R[] {
  const bySlug = new Map<string, R>();
  for (const record of records)
    if (!bySlug.has(record.slug) || record.locale === locale) bySlug.set(record.slug, record);
  return [...bySlug.values()];
}

type Field = keyof ArticleRecord;

async function find<F extends Field>(
  installation: Installation,
  ctx: Reader,
  filter: QueryFilter<ArticleRecord>,
  fields: readonly F[],
): Promise<Pick<ArticleRecord, F | 'slug' | 'locale'>[]> {
  const records = await installation.database.articles
    .find({ $and: [filter, readableBy(ctx)] }, [...fields, 'slug', 'locale'].join(' '))
    .lean<Pick<ArticleRecord, F | 'slug' | 'locale'>[]>();
  return inLanguage(records, ctx.locale);
}

/** Those of some articles that the reader may see, in the order of the slugs. */
export async function articleCards(
  installation: Installation,
  ctx: Reader,
  slugs: readonly string[],
): Promise<ArticleCard[]> {
  if (slugs.length === 0) return [];
  const records = await find(installation, ctx, { slug: trusted({ $in: [...new Set(slugs)] }) }, cardFields);
  const found = new Map(records.map((record) => [record.slug, card(record)]));
  return [...new Set(slugs)].flatMap((slug) => found.get(slug) ?? []);
}

/** All articles of a category that the reader may see. */
export async function articlesIn(
  installation: Installation,
  ctx: Reader,
  category: string,
): Promise<ArticleCard[]> {
  return (await find(installation, ctx, { category }, cardFields)).map(card);
}

/** The articles that were written or changed last, newest first. */
export async function recentArticles(
  installation: Installation,
  ctx: Reader,
  count: number,
): Promise<ArticleCard[]> {
  const records = await installation.database.articles
    .find(readableBy(ctx), [...cardFields, 'slug', 'locale'].join(' '))
    .sort({ updatedAt: -1 })
    // An article may be there in two languages.
    .limit(2 * count)
    .lean<CardRecord[]>();
  return inLanguage(records, ctx.locale).slice(0, count).map(card);
}

/** The language in which a reader gets an article; null when there is none that the reader may see. */
export async function articleLocale(
  installation: Installation,
  ctx: Reader,
  slug: string,
): Promise<Locale | null> {
  const [record] = await find(installation, ctx, { slug }, []);
  return record?.locale ?? null;
}

/**
 * An article by slug; null when there is none that the reader may see.
 * @param wanted the language asked for; where it is not there, the reader's
 */
export async function article(
  installation: Installation,
  ctx: Reader,
  slug: string,
  wanted: Locale = ctx.locale,
): Promise<ArticlePage | null> {
  const records = await installation.database.articles
    .find(
      { $and: [{ slug }, readableBy(ctx)] },
      [...cardFields, 'slug', 'locale', 'body', 'related'].join(' '),
    )
    .lean<(CardRecord & Pick<ArticleRecord, 'body' | 'related'>)[]>();
  const record = [wanted, ctx.locale, records[0]?.locale].flatMap(
    (locale) => records.find((one) => one.locale === locale) ?? [],
  )[0];
  if (!record) return null;
  return {
    ...card(record),
    body: record.body,
    locales: records.map(({ locale }) => locale),
    related: await articleCards(installation, ctx, record.related),
  };
}

/** Titles of some articles by slug, in the reader's language; those the reader may not see are left out. */
export async function articleTitles(
  installation: Installation,
  ctx: Reader,
  slugs: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (slugs.length === 0) return new Map();
  const found = await find(installation, ctx, { slug: trusted({ $in: [...new Set(slugs)] }) }, ['title']);
  return new Map(found.map(({ slug, title }) => [slug, title]));
}

/** What of some articles is kept in memory, by their stored ids, as a reader may see them; for search hits. */
export async function articlesById(
  { articleHeads, isCurrent }: Installation,
  reader: ArticleReader,
  ids: readonly string[],
): Promise<Map<string, ArticleHead>> {
  if (!isCurrent()) articleHeads.forget();
  const heads = [...(await articleHeads.get(ids)).values()];
  return new Map(heads.filter((head) => isReadableFor(reader, head)).map((one) => [one._id, one]));
}
