import type { Uploaded } from '@sportello/core';
import { Schema } from 'mongoose';

/**
 * An uploaded file beside its content. Whether it belongs to an entry is said by the entry: `isBound` only repeats it, so
 * that what is still loose is found without looking through the log.
 */
export interface AttachmentRecord extends Omit<Uploaded, 'id'> {
  _id: string;
  owner: string;
  /** Epoch milliseconds at which the upload began. */
  at: number;
  /** Its content is whole; until then `size` is what was reserved for it. */
  isWhole: boolean;
  isBound: boolean;
  /** SHA-256 of the content, in base64url; empty until it is whole. */
  digest: string;
}

/** The schema of attachments. */
export const attachmentRecordSchema = new Schema<AttachmentRecord>(
  {
    _id: { type: String, required: true },
    owner: { type: String, required: true },
    at: { type: Number, required: true },
    isWhole: { type: Boolean, required: true },
    isBound: { type: Boolean, required: true },
    name: { type: String, required: true },
    type: { type: String, required: true },
    size: { type: Number, required: true },
    width: { type: Number, default: null },
    height: { type: Number, default: null },
    digest: { type: String, default: '' },
  },
  { strict: 'throw', versionKey: false, collection: 'attachments' },
);

attachmentRecordSchema.index({ owner: 1, at: 1 }, { partialFilterExpression: { isBound: false } });
attachmentRecordSchema.index({ at: 1 }, { partialFilterExpression: { isBound: false } });

/** The file of a record, as an upload answers it. */
export function toUploaded({ _id, name, type, size, width, height }: AttachmentRecord): Uploaded {
  return { id: _id, name, type, size, width, height };
}
