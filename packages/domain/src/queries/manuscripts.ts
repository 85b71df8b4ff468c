import { type ArticleLocale, articleLocales, can, type ManuscriptStage } from '@sportello/core';
import {
  type ArticleContent,
  type ArticleVersionRecord,
  articleVersionId,
  type ManuscriptRecord,
} from '@sportello/models';
import type { Context, Locale } from '../context.ts';
import type { Installation } from '../installation.ts';

/** A manuscript in the list of writers. */
export interface ManuscriptCard {
  readonly id: string;
  readonly slug: string;
  /** In the language of who looks, else in whatever there is; empty where it has none yet. */
  readonly title: string;
  readonly category: string;
  readonly languages: readonly ArticleLocale[];
  readonly stage: ManuscriptStage;
  readonly isLive: boolean;
  readonly wasPublished: boolean;
  readonly publishAt: number | null;
  readonly updatedAt: number;
  /** Name of who wrote last; null: nobody of the installation. */
  readonly updatedBy: string | null;
}

/** A whole manuscript, as its writers see it. */
export interface Manuscript extends ManuscriptCard {
  readonly revision: number;
  readonly content: ArticleContent;
  readonly version: number;
  readonly live: number | null;
  readonly note: string | null;
}

/** A version in the list of versions. */
export interface ArticleVersion {
  readonly version: number;
  readonly at: number;
  readonly author: string | null;
  readonly publishedAt: number | null;
  readonly isLive: boolean;
}

function titleOf({ texts }: ArticleContent, locale: Locale): string {
  return (
    texts[locale].title || articleLocales.map((one) => texts[one].title).find((title) => title !== '') || ''
  );
}

type Names = (person: string | null) => string | null;

async function namesOf(
  { people }: Installation,
  { principal }: Context,
  ids: readonly (string | null)[],
): Promise<Names> {
  const known = [...new Set(ids.flatMap((id) => (id === null ? [] : [id])))];
  const { people: cards } = await people.names(principal, known, []);
  const names = new Map(cards.map(({ id, name }) => [id, name]));
  return (person) => (person === null ? null : (names.get(person) ?? null));
}

function card(record: ManuscriptRecord, locale: Locale, nameOf: Names): ManuscriptCard {
  const { _id, slug, content, stage, live, wasPublished, publishAt, updatedAt, updatedBy } = record;
  return {
    id: _id,
    slug,
    title: titleOf(content, locale),
    category: content.category,
    languages: articleLocales.filter((one) => content.texts[one].title !== ''),
    stage,
    isLive: live !== null,
    wasPublished,
    publishAt,
    updatedAt,
    updatedBy: nameOf(updatedBy),
  };
}

/** All manuscripts, the last written first; none for who may not write. */
export async function manuscripts(installation: Installation, ctx: Context): Promise<ManuscriptCard[]> {
  if (!can(ctx.principal, 'article.write')) return [];
  const records = await installation.database.manuscripts
    .find({}, { 'content.texts.it.body': 0, 'content.texts.en.body': 0 })
    .sort({ updatedAt: -1 })
    .lean<ManuscriptRecord[]>();
  const nameOf = await namesOf(
    installation,
    ctx,
    records.map(({ updatedBy }) => updatedBy),
  );
  return records.map((record) => card(record, ctx.locale, nameOf));
}

/** A manuscript; null when there is none, or for who may not write. */
export async function manuscript(
  installation: Installation,
  ctx: Context,
  id: string,
): Promise<Manuscript | null> {
  if (!can(ctx.principal, 'article.write')) return null;
  const record = await installation.database.manuscripts.findById(id).lean<ManuscriptRecord>();
  if (!record) return null;
  const nameOf = await namesOf(installation, ctx, [record.updatedBy]);
  const { revision, content, version, live, note } = record;
  return { ...card(record, ctx.locale, nameOf), revision, content, version, live, note };
}

/** The manuscript of an article that is read; null where there is none, or for who may not write. */
export async function manuscriptIdOf(
  { database }: Installation,
  { principal }: Context,
  slug: string,
): Promise<string | null> {
  if (!can(principal, 'article.write')) return null;
  const found = await database.manuscripts.findOne({ slug }, { _id: 1 }).lean();
  return found?._id ?? null;
}

/** The versions of an article, newest first; none for who may not write. */
export async function articleVersions(
  installation: Installation,
  ctx: Context,
  article: string,
): Promise<ArticleVersion[]> {
  if (!can(ctx.principal, 'article.write')) return [];
  const { database } = installation;
  const [records, at] = await Promise.all([
    database.articleVersions
      .find({ article }, { content: 0 })
      .sort({ version: -1 })
      .lean<Omit<ArticleVersionRecord, 'content'>[]>(),
    database.manuscripts.findById(article, { live: 1 }).lean(),
  ]);
  const nameOf = await namesOf(
    installation,
    ctx,
    records.map(({ author }) => author),
  );
  return records.map(({ version, at: when, author, publishedAt }) => ({
    version,
    at: when,
    author: nameOf(author),
    publishedAt,
    isLive: version === at?.live,
  }));
}

/** What an article was in a version; null when there is none, or for who may not write. */
export async function articleVersion(
  { database }: Installation,
  { principal }: Context,
  article: string,
  version: number,
): Promise<ArticleContent | null> {
  if (!can(principal, 'article.write')) return null;
  const id = articleVersionId(article, version);
  const found = await database.articleVersions.findById(id, { content: 1 }).lean();
  return found?.content ?? null;
}

/** The articles that a manuscript may point to, by title. */
export async function articleChoices(
  { database }: Installation,
  { principal, locale }: Context,
): Promise<{ readonly slug: string; readonly title: string }[]> {
  if (!can(principal, 'article.write')) return [];
  const records = await database.manuscripts
    .find({}, { slug: 1, 'content.texts.it.title': 1, 'content.texts.en.title': 1 })
    .lean<ManuscriptRecord[]>();
  return records
    .map(({ slug, content }) => ({ slug, title: titleOf(content, locale) }))
    .filter(({ title }) => title !== '')
    .sort((one, other) => one.title.localeCompare(other.title, locale));
}

/** The companies that an article may be written for, by name. */
export async function articleCompanies(
  { database }: Installation,
  { principal, locale }: Context,
): Promise<{ readonly value: string; readonly label: string }[]> {
  if (!can(principal, 'article.write')) return [];
  const records = await database.companies.find({}, { name: 1 }).lean();
  return records
    .map(({ _id, name }) => ({ value: _id, label: name }))
    .sort((one, other) => one.label.localeCompare(other.label, locale));
}
