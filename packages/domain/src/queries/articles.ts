import { type ArticleRecord, type LocalName, type QueryFilter, trusted } from '@sportello/models';
import type { ArticleHead } from '../articleHeads.ts';
import { isReadableBy, readableBy } from '../articleReaders.ts';
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
  readonly views: number;
  readonly updatedAt: number;
}

/** A whole article with those it points to. */
export interface ArticlePage extends ArticleCard {
  readonly body: string;
  readonly related: readonly ArticleCard[];
}

/** A category with its articles. */
export interface ArticleCategory {
  readonly code: string;
  readonly name: LocalName;
  readonly description: LocalName;
  readonly icon: string;
  readonly articles: readonly ArticleCard[];
}

type Reader = Context | Visitor;

const cardFields = ['category', 'title', 'summary', 'views', 'updatedAt'] as const;
type CardRecord = Pick<ArticleRecord, keyof ArticleCard>;

function card({ slug, category, title, summary, locale, views, updatedAt }: CardRecord): ArticleCard {
  return { slug, category, title, summary, locale, views, updatedAt };
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

/** All categories with the articles the reader may see, most read first. */
export async function categories(installation: Installation, ctx: Reader): Promise<ArticleCategory[]> {
  const [settings, records] = await Promise.all([
    installation.settings(),
    find(installation, ctx, {}, cardFields),
  ]);
  const byViews = records.sort(
    (one, other) => other.views - one.views || one.title.localeCompare(other.title, ctx.locale),
  );
  return settings.articleCategories.map((category) => ({
    ...category,
    articles: byViews.filter((record) => record.category === category.code).map(card),
  }));
}

/** An article by slug; null when there is none that the reader may see. */
export async function article(
  installation: Installation,
  ctx: Reader,
  slug: string,
): Promise<ArticlePage | null> {
  const [record] = await find(installation, ctx, { slug }, [...cardFields, 'body', 'related']);
  if (!record) return null;
  const related =
    record.related.length > 0
      ? await find(installation, ctx, { slug: trusted({ $in: record.related }) }, cardFields)
      : [];
  return { ...card(record), body: record.body, related: related.map(card) };
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

/** What of some articles is kept in memory, by their stored ids, as the reader may see them; for search hits. */
export async function articlesById(
  { articleHeads, isCurrent }: Installation,
  ctx: Reader,
  ids: readonly string[],
): Promise<Map<string, ArticleHead>> {
  if (!isCurrent()) articleHeads.forget();
  const heads = [...(await articleHeads.get(ids)).values()];
  return new Map(heads.filter((head) => isReadableBy(ctx, head)).map((one) => [one._id, one]));
}
