import { type CommandData, type CommandOutput, can, type Result, refuse } from '@sportello/core';
import { articleLocales, isCompleteText } from '@sportello/core/articles';
import {
  type ArticleContent,
  type ArticleVersionRecord,
  articleVersionId,
  type Database,
  isDuplicate,
  type ManuscriptRecord,
  trusted,
} from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { asRead, change, type Kept, keepVersion, kept } from './manuscripts.ts';

/** Milliseconds within which what one person goes on writing stays one version. */
const ONE_SITTING = 10 * 60_000;

/** Milliseconds after which somebody who does not say so any more has closed the manuscript. */
const STILL_EDITING = 45_000;

/** Whether what a person writes belongs to the version that is there: nobody has read that one yet. */
function isSameSitting(before: ManuscriptRecord, person: string, now: number): boolean {
  const { updatedBy, updatedAt, version, live } = before;
  return updatedBy === person && now - updatedAt < ONE_SITTING && version !== live;
}

/** Finds out what in a content there is not: a category, companies, articles it points to. */
async function faultIn(
  installation: Installation,
  slug: string,
  content: ArticleContent,
): Promise<Kept | null> {
  const { category, companies, audience, related } = content;
  const { articleCategories } = await installation.settings();
  if (!articleCategories.some(({ code }) => code === category))
    return refuse('not_found', { field: 'category' });
  if (audience === 'companies' && companies.length === 0) return refuse('required', { field: 'companies' });
  const known = await installation.database.companies.countDocuments({
    _id: trusted({ $in: [...companies] }),
  });
  if (known < new Set(companies).size) return refuse('not_found', { field: 'companies' });
  return related.includes(slug) ? refuse('not_allowed_value', { field: 'related' }) : null;
}

/**
 * Keeps what is being written. What readers read does not change. Whoever publishes may go on writing what waits to be
 * published; from anybody else it becomes a draft again, since it was not this that was approved.
 */
export async function writeArticle(
  installation: Installation,
  { principal }: Context,
  {
    article,
    revision,
    slug,
    category,
    audience,
    companies,
    tags,
    related,
    texts,
  }: CommandData<'article.write'>,
): Promise<Kept> {
  if (!can(principal, 'article.write')) return refuse('forbidden');
  const { database } = installation;
  const readers = audience === 'companies' ? [...new Set(companies)] : [];
  const content = { category, audience, companies: readers, tags: [...new Set(tags)], related, texts };
  const fault = await faultIn(installation, slug, content);
  if (fault) return fault;
  const other = await database.manuscripts.findOne({ slug }, { _id: 1 }).lean();
  if (other && other._id !== article) return refuse('slug_taken', { field: 'slug' });
  const now = installation.now();
  if (revision === 0) return begin(database, { _id: article, slug, content }, principal.person, now);
  const found = await asRead(installation, { article, revision });
  if (!found.ok) return found;
  const before = found.data;
  if (before.wasPublished && before.slug !== slug) return refuse('slug_stays', { field: 'slug' });
  const waits = before.stage === 'review' || before.stage === 'scheduled';
  const stays = waits && can(principal, 'article.publish');
  const after = await unlessTaken(() =>
    change(database, before, {
      slug,
      content,
      ...(!stays && { stage: 'draft' as const, publishAt: null, publishBy: null }),
      version: isSameSitting(before, principal.person, now) ? before.version : before.version + 1,
      updatedBy: principal.person,
      updatedAt: now,
    }),
  );
  if (after === 'taken') return refuse('slug_taken', { field: 'slug' });
  if (!after) return refuse('stale');
  await keepVersion(database, after);
  return kept(after);
}

/** Of two who give the same address at the same moment, the second is told. */
async function unlessTaken<T>(write: () => Promise<T>): Promise<T | 'taken'> {
  try {
    return await write();
  } catch (error) {
    if (isDuplicate(error)) return 'taken';
    throw error;
  }
}

/** A manuscript that nobody has written yet; sent twice, it is there once. */
async function begin(
  database: Database,
  { _id, slug, content }: Pick<ManuscriptRecord, '_id' | 'slug' | 'content'>,
  person: string,
  now: number,
): Promise<Kept> {
  const fresh: ManuscriptRecord = {
    _id,
    slug,
    content,
    stage: 'draft',
    note: null,
    publishAt: null,
    publishBy: null,
    version: 1,
    live: null,
    wasPublished: false,
    updatedBy: person,
    updatedAt: now,
    revision: 1,
  };
  const begun = await unlessTaken(() =>
    database.manuscripts.updateOne({ _id }, { $setOnInsert: fresh }, { upsert: true }),
  );
  if (begun === 'taken') return refuse('slug_taken', { field: 'slug' });
  if (begun.upsertedCount === 0) return refuse('stale');
  await keepVersion(database, fresh);
  return kept(fresh);
}

/** Hands a manuscript to who publishes. */
export async function submitArticle(
  installation: Installation,
  { principal }: Context,
  data: CommandData<'article.submit'>,
): Promise<Kept> {
  if (!can(principal, 'article.write')) return refuse('forbidden');
  const found = await asRead(installation, data);
  if (!found.ok) return found;
  const { stage, content } = found.data;
  if (stage !== 'draft') return refuse('not_allowed_now');
  if (!articleLocales.some((locale) => isCompleteText(content.texts[locale])))
    return refuse('article_incomplete');
  const after = await change(installation.database, found.data, { stage: 'review', note: null });
  return after ? kept(after) : refuse('stale');
}

/** Gives a manuscript back to its writer, who reads why. */
export async function returnArticle(
  installation: Installation,
  { principal }: Context,
  { note, ...data }: CommandData<'article.return'>,
): Promise<Kept> {
  if (!can(principal, 'article.publish')) return refuse('forbidden');
  const found = await asRead(installation, data);
  if (!found.ok) return found;
  if (found.data.stage !== 'review' && found.data.stage !== 'scheduled') return refuse('not_allowed_now');
  const back = { stage: 'draft' as const, note, publishAt: null, publishBy: null };
  const after = await change(installation.database, found.data, back);
  return after ? kept(after) : refuse('stale');
}

/** Makes a manuscript say again what it said; that is one more version, and readers see it when it is published. */
export async function restoreArticle(
  installation: Installation,
  { principal }: Context,
  { version, ...data }: CommandData<'article.restore'>,
): Promise<Kept> {
  if (!can(principal, 'article.write')) return refuse('forbidden');
  const found = await asRead(installation, data);
  if (!found.ok) return found;
  const { database } = installation;
  const old = await database.articleVersions
    .findById(articleVersionId(data.article, version))
    .lean<ArticleVersionRecord>();
  if (!old) return refuse('not_found', { field: 'version' });
  const { articleCategories } = await installation.settings();
  const isThere = articleCategories.some(({ code }) => code === old.content.category);
  const after = await change(database, found.data, {
    // A category may have been removed since.
    content: isThere ? old.content : { ...old.content, category: found.data.content.category },
    stage: 'draft',
    publishAt: null,
    publishBy: null,
    version: found.data.version + 1,
    updatedBy: principal.person,
    updatedAt: installation.now(),
  });
  if (!after) return refuse('stale');
  await keepVersion(database, after);
  return kept(after);
}

/** Throws away what was never published. */
export async function dropArticle(
  installation: Installation,
  { principal }: Context,
  data: CommandData<'article.drop'>,
): Promise<Kept> {
  if (!can(principal, 'article.write')) return refuse('forbidden');
  const found = await asRead(installation, data);
  if (!found.ok) return found;
  if (found.data.wasPublished) return refuse('not_allowed_now');
  const { manuscripts, articleVersions } = installation.database;
  const { _id, revision } = found.data;
  const { deletedCount } = await manuscripts.deleteOne({ _id, revision });
  if (deletedCount === 0) return refuse('stale');
  await articleVersions.deleteMany({ article: _id });
  return kept(found.data);
}

/** Says that somebody has a manuscript open to write; answers who else has, and whether it was written meanwhile. */
export async function editArticle(
  installation: Installation,
  { principal }: Context,
  { article }: CommandData<'article.editing'>,
): Promise<Result<CommandOutput<'article.editing'>>> {
  if (!can(principal, 'article.write')) return refuse('forbidden');
  const { manuscripts } = installation.database;
  const { person } = principal;
  const at = installation.now();
  const mine = { person, at };
  const others = {
    $filter: { input: { $ifNull: ['$editing', []] }, cond: stillThere(person, at - STILL_EDITING) },
  };
  const found = await manuscripts
    .findOneAndUpdate({ _id: article }, [{ $set: { editing: { $concatArrays: [others, [mine]] } } }], {
      returnDocument: 'after',
      updatePipeline: true,
      projection: { revision: 1, editing: 1 },
    })
    .lean<Pick<ManuscriptRecord, 'revision' | 'editing'>>();
  if (!found) return refuse('not_found');
  const ids = (found.editing ?? []).flatMap((one) => (one.person === person ? [] : [one.person]));
  const names = await installation.people.names(principal, ids, []);
  const editors = ids.map((id) => names.people.find((one) => one.id === id)?.name ?? '');
  return { ok: true, data: { article, revision: found.revision, editors } };
}

/** Those but one who have said so since a moment. */
const stillThere = (person: string, since: number) => ({
  $and: [{ $ne: ['$$this.person', person] }, { $gte: ['$$this.at', since] }],
});
