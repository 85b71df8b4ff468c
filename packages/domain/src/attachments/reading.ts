import type { Readable } from 'node:stream';
import { can, projectEntry, type Uploaded } from '@sportello/core';
import {
  type AttachmentRecord,
  asAmended,
  type EntryRecord,
  findTicket,
  toUploaded,
} from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';

/** A file that somebody may have. */
export interface ReadableAttachment extends Uploaded {
  /** Of its content. */
  readonly digest: string;
}

/**
 * Finds a file for somebody: who may read the entry that carries it, or, while none does, who uploaded it.
 * @returns null when there is none or it is not for them
 */
export async function findAttachment(
  { database }: Installation,
  ctx: Context,
  id: string,
): Promise<ReadableAttachment | null> {
  const [record, carrier] = await Promise.all([
    database.attachments.findOne({ _id: id, isWhole: true }).lean<AttachmentRecord>(),
    database.entries.findOne({ 'attachments.id': id }).lean<EntryRecord>(),
  ]);
  if (!record) return null;
  const file = { ...toUploaded(record), digest: record.digest };
  if (!carrier) return record.owner === ctx.principal.person ? file : null;
  const ticket = await findTicket(database, carrier.ticket);
  if (!ticket || !can(ctx.principal, 'ticket.read', ticket)) return null;
  const [entry] = await asAmended(database, [carrier]);
  const shown = entry && projectEntry(entry, ctx.principal.side);
  const named = shown?.attachments.find((one) => one.id === id);
  return named ? { ...file, name: named.name } : null;
}

/** The content of a file, or the bytes from `start` up to and without `end` of it. */
export function contentOf(
  { content }: Installation,
  { id }: Pick<Uploaded, 'id'>,
  range?: { readonly start: number; readonly end: number },
): Readable {
  return content.read(id, range);
}
