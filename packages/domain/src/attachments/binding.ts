import {
  type Attachment,
  attachmentLimitsOf,
  type CommandData,
  pendingLimits,
  type Refusal,
  refuse,
  withDistinctNames,
} from '@sportello/core';
import { type AttachmentRecord, type Database, toUploaded, trusted } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';

/** Files that a command names. */
type Wanted = CommandData<'ticket.reply'>['attachments'];

/**
 * The files that a command attaches, as its entry will carry them. Only the caller's own, whole and young enough that they
 * are not being removed; whether one is part of another entry is decided by the database when the entry is written.
 * @returns why not, when one cannot be attached or the installation does not allow it
 */
export async function attachable(
  { database, now, workflow }: Installation,
  ctx: Context,
  wanted: Wanted,
): Promise<readonly Attachment[] | Refusal> {
  if (wanted === undefined || wanted.length === 0) return [];
  const limits = attachmentLimitsOf((await workflow()).preset.rules);
  const field = 'attachments';
  if (wanted.length > limits.number)
    return refuse('attachment_too_many', { field, limit: limits.number, got: wanted.length });
  if (limits.described && wanted.some(({ description }) => !description))
    return refuse('attachment_undescribed', { field });
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
  if (files.length < wanted.length) return refuse('not_found', { field });
  // What was uploaded before less was allowed stays behind.
  return files.some(({ size }) => size > limits.size)
    ? refuse('attachment_too_large', { field, limit: limits.size })
    : withDistinctNames(files);
}

/** Notes that files are part of an entry. The entry itself says so: what is not noted is found out by the sweep. */
export async function noteBound(database: Database, files: readonly Attachment[]): Promise<void> {
  if (files.length === 0) return;
  await database.attachments.updateMany(
    { _id: trusted({ $in: files.map(({ id }) => id) }) },
    { $set: { isBound: true } },
  );
}
