import { type ArticleLocale, type ArticleText, articleLocales } from '@sportello/core/articles';
import type { Database } from './database.ts';
import { newId, trusted } from './database.ts';
import type { ArticleRecord } from './schemas/articles.ts';
import { type ArticleVersionRecord, articleVersionId, type ManuscriptRecord } from './schemas/manuscripts.ts';

const nothing: ArticleText = { title: '', summary: '', body: '' };

function textOf(records: readonly ArticleRecord[], locale: ArticleLocale): ArticleText {
  const record = records.find((one) => one.locale === locale);
  if (!record) return nothing;
  const { title, summary, body } = record;
  return { title, summary, body };
}

/** The manuscript of an article that is read, and its first version. */
function manuscriptOf(records: readonly [ArticleRecord, ...ArticleRecord[]]): {
  manuscript: ManuscriptRecord;
  version: ArticleVersionRecord;
} {
  const [{ slug, category, audience, companies = [], tags, related }] = records;
  const at = Math.max(...records.map(({ updatedAt }) => updatedAt));
  const article = newId();
  const content = {
    category,
    audience: audience === 'nobody' ? ('signedIn' as const) : audience,
    companies,
    tags,
    related,
    texts: { it: textOf(records, 'it'), en: textOf(records, 'en') },
  };
  const said = { content, updatedBy: null, updatedAt: at, version: 1, revision: 1 };
  return {
    manuscript: {
      ...said,
      _id: article,
      slug,
      stage: 'published',
      note: null,
      publishAt: null,
      publishBy: null,
      live: 1,
      wasPublished: true,
    },
    version: {
      _id: articleVersionId(article, 1),
      article,
      version: 1,
      content,
      author: null,
      at,
      publishedAt: at,
      publishedBy: null,
    },
  };
}

/** Gives a manuscript to every article that is read and has none, so that it can be written on. May run at any time, also twice. */
export async function adoptArticles({ articles, manuscripts, articleVersions }: Database): Promise<void> {
  const known = new Set(await manuscripts.distinct('slug'));
  const bySlug = new Map<string, [ArticleRecord, ...ArticleRecord[]]>();
  const records = articles.find({ locale: trusted({ $in: [...articleLocales] }) }).lean<ArticleRecord[]>();
  for await (const record of records.cursor()) {
    if (known.has(record.slug)) continue;
    bySlug.set(record.slug, [record, ...(bySlug.get(record.slug) ?? [])]);
  }
  for (const some of bySlug.values()) {
    const { manuscript, version } = manuscriptOf(some);
    const { upsertedCount } = await manuscripts.updateOne(
      { slug: manuscript.slug },
      { $setOnInsert: manuscript },
      { upsert: true },
    );
    if (upsertedCount > 0) await articleVersions.create(version);
  }
}
