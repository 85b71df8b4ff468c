import { type CommandData, can, refuse } from '@sportello/core';
import { type ArticleLocale, articleLocales, isBlankText, isCompleteText } from '@sportello/core/articles';
import {
  type ArticleContent,
  articleVersionId,
  type ClientSession,
  type Database,
  type ManuscriptRecord,
  newId,
  trusted,
} from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { asRead, change, type Kept, kept } from './manuscripts.ts';

/** Languages in which an article is there to be read; null when one was begun and not finished, or none is there. */
function languagesOf({ texts }: ArticleContent): ArticleLocale[] | null {
  const begun = articleLocales.filter((locale) => !isBlankText(texts[locale]));
  return begun.length > 0 && begun.every((locale) => isCompleteText(texts[locale])) ? begun : null;
}

/** Publishes a manuscript, now or at a moment. */
export async function publishArticle(
  installation: Installation,
  { principal }: Context,
  { at, ...data }: CommandData<'article.publish'>,
): Promise<Kept> {
  if (!can(principal, 'article.publish')) return refuse('forbidden');
  const found = await asRead(installation, data);
  if (!found.ok) return found;
  if (!languagesOf(found.data.content)) return refuse('article_incomplete');
  const now = installation.now();
  const after =
    at === null || at <= now
      ? await putLive(installation.database, found.data, principal.person, now)
      : await change(installation.database, found.data, {
          stage: 'scheduled',
          note: null,
          publishAt: at,
          publishBy: principal.person,
        });
  return after ? kept(after) : refuse('stale');
}

/** Shows readers what a manuscript says; the index learns of it by what its articles owe. */
async function putLive(
  database: Database,
  before: ManuscriptRecord,
  person: string | null,
  now: number,
): Promise<ManuscriptRecord | null> {
  return database.connection.transaction(async (session) => {
    const after = await change(
      database,
      before,
      {
        stage: 'published',
        note: null,
        publishAt: null,
        publishBy: null,
        live: before.version,
        wasPublished: true,
      },
      session,
    );
    if (!after) return null;
    await database.articleVersions.updateOne(
      { _id: articleVersionId(after._id, after.version) },
      { $set: { publishedAt: now, publishedBy: person } },
      { session },
    );
    await showReaders(database, after, now, session);
    return after;
  });
}

/** Writes what readers read of a manuscript, one record a language; a language that it lost is there for nobody. */
async function showReaders(
  { articles }: Database,
  { slug, content }: ManuscriptRecord,
  now: number,
  session: ClientSession,
): Promise<void> {
  const { texts, category, audience, companies, tags, related } = content;
  const said = { category, audience, companies, tags, related, updatedAt: now };
  const owed = { todo: ['search'] };
  const inc = { $inc: { revision: 1 } };
  for (const locale of articleLocales)
    if (isBlankText(texts[locale]))
      await articles.updateOne(
        { slug, locale },
        { $set: { audience: 'nobody', ...owed }, ...inc },
        { session },
      );
    else
      await articles.updateOne(
        { slug, locale },
        { $set: { ...said, ...texts[locale], ...owed }, ...inc, $setOnInsert: { _id: newId(), views: 0 } },
        { session, upsert: true },
      );
}

/** Takes an article from its readers; what was written stays, and may be published again. */
export async function withdrawArticle(
  installation: Installation,
  { principal }: Context,
  data: CommandData<'article.withdraw'>,
): Promise<Kept> {
  if (!can(principal, 'article.publish')) return refuse('forbidden');
  const found = await asRead(installation, data);
  if (!found.ok) return found;
  if (found.data.live === null) return refuse('not_allowed_now');
  const { database } = installation;
  const after = await database.connection.transaction(async (session) => {
    const back = { stage: 'draft' as const, live: null, publishAt: null, publishBy: null };
    const changed = await change(database, found.data, back, session);
    if (!changed) return null;
    await database.articles.updateMany(
      { slug: changed.slug },
      { $set: { audience: 'nobody', todo: ['search'] }, $inc: { revision: 1 } },
      { session },
    );
    return changed;
  });
  return after ? kept(after) : refuse('stale');
}

/**
 * Publishes what is to be published by now: what was approved for that moment, as who approved it.
 * @returns how many were published
 */
export async function publishDue({ database, now }: Installation): Promise<number> {
  const due = await database.manuscripts
    .find({ stage: 'scheduled', publishAt: trusted({ $lte: now() }) })
    .lean<ManuscriptRecord[]>();
  let published = 0;
  for (const manuscript of due)
    if (await putLive(database, manuscript, manuscript.publishBy, now())) published += 1;
  return published;
}
