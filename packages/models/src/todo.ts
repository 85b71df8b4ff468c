import type { Entry } from '@sportello/core';
import mongoose from 'mongoose';
import type { Database } from './database.ts';
import type { ArticleRecord } from './schemas/articles.ts';
import { type Consumer, type EntryRecord, entryId } from './schemas/entries.ts';

const { trusted } = mongoose;

/** Takes a consumer out of `todo`, and the field away when nobody is left in it. */
function withoutConsumer(consumer: Consumer): mongoose.mongo.Document[] {
  const others = { $setDifference: ['$todo', [consumer]] };
  return [{ $set: { todo: { $cond: [{ $eq: [others, []] }, '$$REMOVE', others] } } }];
}

const idOf = ({ ticket, seq }: Pick<Entry, 'ticket' | 'seq'>): string => entryId(ticket, seq);

/**
 * The entries for which a consumer still owes work, oldest first.
 * @param limit most entries
 */
export function owedEntries(database: Database, consumer: Consumer, limit: number): Promise<EntryRecord[]> {
  return database.entries.find({ todo: consumer }).sort({ at: 1 }).limit(limit).lean<EntryRecord[]>();
}

/** As {@link owedEntries}, for articles. */
export function owedArticles(
  database: Database,
  consumer: Consumer,
  limit: number,
): Promise<ArticleRecord[]> {
  return database.articles.find({ todo: consumer }).limit(limit).lean<ArticleRecord[]>();
}

/** True while a consumer owes work for anything. */
export async function owes(database: Database, consumer: Consumer): Promise<boolean> {
  const [entry, article] = await Promise.all([
    database.entries.exists({ todo: consumer }),
    database.articles.exists({ todo: consumer }),
  ]);
  return entry !== null || article !== null;
}

/** Records that a consumer has done its work for some entries. */
export async function strikeEntries(
  database: Database,
  consumer: Consumer,
  entries: readonly Pick<Entry, 'ticket' | 'seq'>[],
): Promise<void> {
  if (entries.length === 0) return;
  await database.entries.updateMany(
    { _id: trusted({ $in: entries.map(idOf) }), todo: consumer },
    withoutConsumer(consumer),
    { updatePipeline: true },
  );
}

/** Records that a consumer has done its work for some articles as they were read; one that changed meanwhile stays owed. */
export async function strikeArticles(
  database: Database,
  consumer: Consumer,
  articles: readonly Pick<ArticleRecord, '_id' | 'revision'>[],
): Promise<void> {
  if (articles.length === 0) return;
  const asRead = articles.map(({ _id, revision }) => ({ _id, revision }));
  await database.articles.updateMany({ $or: asRead, todo: consumer }, withoutConsumer(consumer), {
    updatePipeline: true,
  });
}

/** Makes a consumer owe its work for some entries again: what it did may have been undone by another process. */
export async function oweEntries(
  database: Database,
  consumer: Consumer,
  entries: readonly Pick<Entry, 'ticket' | 'seq'>[],
): Promise<void> {
  if (entries.length === 0) return;
  await database.entries.updateMany(
    { _id: trusted({ $in: entries.map(idOf) }) },
    { $addToSet: { todo: consumer } },
  );
}

/** Strikes a consumer out of everything: it is about to do all its work anew. */
export async function strikeAll(database: Database, consumer: Consumer): Promise<void> {
  const done = withoutConsumer(consumer);
  await database.entries.updateMany({ todo: consumer }, done, { updatePipeline: true });
  await database.articles.updateMany({ todo: consumer }, done, { updatePipeline: true });
}
