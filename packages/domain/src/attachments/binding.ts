import { type Attachment, type CommandData, pendingLimits, withDistinctNames } from '@sportello/core';
import { type AttachmentRecord, type Database, toUploaded, trusted } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';

/** Files that a command names. */
type Wanted = CommandData<'ticket.reply'>['attachments'];

/**
 * The files that a command attaches, as its entry will carry them. Only the caller's own, whole and young enough that they
 * are not being removed; whether one is part of another entry is decided by the database when the entry is written.
 * @returns null when one cannot be attached, for whatever reason
 */
export async function attachable(
  { database, now }: Installation,
  ctx: Context,
  wanted: Wanted,
): Promise<readonly Attachment[] | null> {
  if (wanted === undefined || wanted.length === 0) return [];
  const records = await database.attachments
    .find({
      _id: trusted({ $in: wanted.map(({ id }) => id) }),
      owner: ctx.principal.person,
      isWhole: true,
      isBound: false,
      at: trusted({ $gt: now() - pendingLimits.time }),
    })
    .lean<AttachmentRecord[]>();
  const found = new Map(records.map((record) => [record._id, record]));
  const files = wanted.flatMap(({ id, description }): Attachment[] => {
    const record = found.get(id);
    return record ? [{ ...toUploaded(record), description: description ?? null }] : [];
  });
  return files.length === wanted.length ? withDistinctNames(files) : null;
}

/** Notes that files are part of an entry. The entry itself says so: what is not noted is found out by the sweep. */
export async function noteBound(database: Database, files: readonly Attachment[]): Promise<void> {
  if (files.length === 0) return;
  await database.attachments.updateMany(
    { _id: trusted({ $in: files.map(({ id }) => id) }) },
    { $set: { isBound: true } },
  );
}
