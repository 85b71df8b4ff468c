import { type CommandOutput, type Result, refuse } from '@sportello/core';
import {
  articleVersionId,
  type ClientSession,
  type Database,
  type ManuscriptRecord,
} from '@sportello/models';
import type { Installation } from '../installation.ts';

/** What every change of a manuscript answers. */
export type Kept = Result<CommandOutput<'article.write'>>;

/** The answer of a change that was made. */
export const kept = ({ _id, revision }: Pick<ManuscriptRecord, '_id' | 'revision'>): Kept => ({
  ok: true,
  data: { article: _id, revision },
});

/** What a change makes of a manuscript. */
export type Change = Partial<Omit<ManuscriptRecord, '_id' | 'revision' | 'editing'>>;

/** Writes a change as far as nobody else has written meanwhile. */
export async function change(
  { manuscripts }: Database,
  { _id, revision }: ManuscriptRecord,
  fields: Change,
  session?: ClientSession,
): Promise<ManuscriptRecord | null> {
  return manuscripts
    .findOneAndUpdate(
      { _id, revision },
      { $set: fields, $inc: { revision: 1 } },
      { returnDocument: 'after', ...(session && { session }) },
    )
    .lean<ManuscriptRecord>();
}

/** The manuscript as the caller read it, or why not. */
export async function asRead(
  { database }: Installation,
  { article, revision }: { readonly article: string; readonly revision: number },
): Promise<Result<ManuscriptRecord>> {
  const found = await database.manuscripts.findById(article).lean<ManuscriptRecord>();
  if (!found) return refuse('not_found');
  return found.revision === revision ? { ok: true, data: found } : refuse('stale');
}

/** Keeps what was written as a version. */
export async function keepVersion(
  { articleVersions }: Database,
  { _id: article, version, content, updatedBy, updatedAt }: ManuscriptRecord,
): Promise<void> {
  const written = { content, author: updatedBy, at: updatedAt };
  await articleVersions.updateOne(
    { _id: articleVersionId(article, version) },
    { $set: written, $setOnInsert: { article, version, publishedAt: null, publishedBy: null } },
    { upsert: true },
  );
}
