import type { Attachment } from '@sportello/core';
import { type AttachmentRecord, newId } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';

/**
 * Files again, as the caller's own: a file is part of one entry alone. Until an entry carries them they are as any upload,
 * so that what is never used is removed by the sweep.
 */
export async function copiesOf(
  { database, content, now }: Installation,
  ctx: Context,
  files: readonly Attachment[],
): Promise<readonly Attachment[]> {
  const copies: Attachment[] = [];
  for (const file of files) {
    const record = await database.attachments.findById(file.id).lean<AttachmentRecord>();
    if (!record) continue;
    const id = newId();
    const copy: AttachmentRecord = {
      ...record,
      _id: id,
      owner: ctx.principal.person,
      at: now(),
      isBound: false,
    };
    await database.attachments.create({ ...copy, isWhole: false });
    await content.write(id, content.read(file.id));
    await database.attachments.updateOne({ _id: id }, { $set: { isWhole: true } });
    copies.push({ ...file, id });
  }
  return copies;
}
