import { pendingLimits } from '@sportello/core';
import {
  type AttachmentRecord,
  type Database,
  type DraftRecord,
  type EntryRecord,
  trusted,
} from '@sportello/models';
import type { Installation } from '../installation.ts';
import { noteBound } from './binding.ts';

/** Files looked at in one step. */
const BATCH = 200;
/** Milliseconds beyond their time for which files stay, so that none is removed from a message that is just being sent. */
const MARGIN = 60 * 60 * 1_000;

/** Those of some uploads that a draft holds: they wait as long as it does. */
async function heldByDrafts(database: Database, ids: readonly string[]): Promise<string[]> {
  const drafts = await database.drafts
    .find({ 'files.id': trusted({ $in: [...ids] }) }, { files: 1 })
    .lean<Pick<DraftRecord, 'files'>[]>();
  const held = new Set(drafts.flatMap(({ files }) => files.map(({ id }) => id)));
  return ids.filter((id) => held.has(id));
}

/**
 * Removes uploads that were never sent, and what uploads that broke off with their process left behind. What an entry
 * carries is noted as part of it instead. It may be killed anywhere: what is left is found again.
 * @returns how many were removed
 */
export async function sweepUploads({ database, content, pictures, now }: Installation): Promise<number> {
  const before = now() - pendingLimits.time - MARGIN;
  let removed = 0;
  for (;;) {
    const loose = await database.attachments
      .find({ isBound: false, at: trusted({ $lt: before }) }, { _id: 1 })
      .limit(BATCH)
      .lean<Pick<AttachmentRecord, '_id'>[]>();
    if (loose.length === 0) return removed;
    const ids = loose.map(({ _id }) => _id);
    const carriers = await database.entries
      .find({ 'attachments.id': trusted({ $in: ids }) }, { attachments: 1 })
      .lean<Pick<EntryRecord, 'attachments'>[]>();
    const carried = carriers.flatMap(({ attachments = [] }) => attachments);
    await noteBound(database, carried);
    const waiting = await heldByDrafts(database, ids);
    if (waiting.length > 0)
      await database.attachments.updateMany({ _id: trusted({ $in: waiting }) }, { $max: { at: now() } });
    const kept = new Set([...waiting, ...carried.map(({ id }) => id)]);
    for (const id of ids.filter((one) => !kept.has(one))) {
      await content.remove(id);
      await pictures.remove(id);
      // Last: until then it leads back to what is not removed yet.
      await database.attachments.deleteOne({ _id: id });
      removed += 1;
    }
  }
}
