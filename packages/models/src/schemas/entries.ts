import { type Attachment, audiences, type Entry, entryKinds } from '@sportello/core';
import { Schema } from 'mongoose';

/** Consumers that may still owe work for an entry or an article. */
export const consumers = ['search', 'mail'] as const;
/** See {@link consumers}. */
export type Consumer = (typeof consumers)[number];

/** An entry as it is stored. Absent optional fields are not stored at all, so that partial indexes leave them out. */
export interface EntryRecord {
  _id: string;
  ticket: string;
  seq: number;
  pub?: number;
  audience: Entry['audience'];
  kind: Entry['kind'];
  author: Entry['author'];
  key?: string;
  /** Fingerprint of the command's input: the same key with another text is refused. */
  digest?: string;
  body?: string;
  lang?: string;
  attachments?: Attachment[];
  changes: Entry['changes'];
  at: number;
  /** Of an entry that retells an earlier one. */
  amends?: Entry['amends'];
  /** Some later entry retells it: what it says now is asked of the log, see `asAmended`. Absent where none does. */
  isAmended?: true;
  /** Who still owes work for it; absent when nobody does. */
  todo?: Consumer[];
}

/** Name of the index that lets an author use a key once. */
const KEY_INDEX = 'author_key';
/** Name of the index that lets a file be attached once. */
export const ATTACHMENT_INDEX = 'attachment_once';

const attachmentSchema = new Schema<Attachment>(
  {
    id: { type: String, required: true },
    name: { type: String, required: true },
    type: { type: String, required: true },
    size: { type: Number, required: true },
    description: { type: String, default: null },
    width: { type: Number, default: null },
    height: { type: Number, default: null },
  },
  { _id: false, id: false, strict: 'throw' },
);

/** The schema of entries. They are inserted once and only the marks on them ever change: `todo` and `isAmended`. */
export const entrySchema = new Schema<EntryRecord>(
  {
    _id: { type: String, required: true },
    ticket: { type: String, required: true },
    seq: { type: Number, required: true },
    pub: Number,
    audience: { type: String, enum: audiences, required: true },
    kind: { type: String, enum: entryKinds, required: true },
    author: {
      type: new Schema({ id: String, side: String }, { _id: false, strict: 'throw' }),
      required: true,
    },
    key: String,
    digest: String,
    body: String,
    lang: String,
    attachments: { type: [attachmentSchema], default: undefined },
    changes: { type: Schema.Types.Mixed, required: true },
    at: { type: Number, required: true },
    amends: {
      type: new Schema(
        {
          seq: Number,
          pub: { type: Number, default: null },
          text: { type: String, default: null },
          files: Number,
          descriptions: { type: [String], default: undefined },
        },
        { _id: false, strict: 'throw' },
      ),
      default: undefined,
    },
    isAmended: Boolean,
    todo: { type: [{ type: String, enum: consumers }], default: undefined },
  },
  { strict: 'throw', versionKey: false, minimize: false, collection: 'entries' },
);

entrySchema.index({ ticket: 1, seq: 1 }, { unique: true });
entrySchema.index(
  { ticket: 1, pub: 1 },
  { unique: true, partialFilterExpression: { pub: { $exists: true } } },
);
entrySchema.index(
  { 'author.id': 1, key: 1 },
  { unique: true, name: KEY_INDEX, partialFilterExpression: { key: { $exists: true } } },
);
// The entry is what says that a file is part of the ticket: whoever comes second is refused by the database itself.
entrySchema.index(
  { 'attachments.id': 1 },
  {
    unique: true,
    name: ATTACHMENT_INDEX,
    partialFilterExpression: { 'attachments.id': { $exists: true } },
  },
);
// The files of a ticket, without its whole log.
entrySchema.index(
  { ticket: 1, seq: -1 },
  { partialFilterExpression: { 'attachments.id': { $exists: true } } },
);
// What was retold, without the whole log.
entrySchema.index(
  { ticket: 1, 'amends.seq': 1 },
  { partialFilterExpression: { 'amends.seq': { $exists: true } } },
);
entrySchema.index({ todo: 1, at: 1 }, { partialFilterExpression: { todo: { $exists: true } } });

/** The id of the record of an entry. */
export function entryId(ticket: string, seq: number): string {
  return `${ticket}:${seq}`;
}

/** The stored form of an entry. */
export function toEntryRecord(entry: Entry, digest: string | null, todo: readonly Consumer[]): EntryRecord {
  const { pub, key, body, lang, attachments, amended: _, ...rest } = entry;
  return {
    _id: entryId(entry.ticket, entry.seq),
    ...rest,
    ...(pub !== null && { pub }),
    ...(key !== null && { key }),
    ...(key !== null && digest !== null && { digest }),
    ...(body !== null && { body }),
    ...(lang !== null && { lang }),
    ...(attachments.length > 0 && { attachments }),
    ...(todo.length > 0 && { todo: [...todo] }),
  };
}

/** The entry of a stored record. */
export function fromEntryRecord(record: EntryRecord): Entry {
  const { ticket, seq, audience, kind, author, changes, at } = record;
  return {
    ticket,
    seq,
    pub: record.pub ?? null,
    audience,
    kind,
    author: { id: author.id ?? null, side: author.side },
    key: record.key ?? null,
    body: record.body ?? null,
    lang: record.lang ?? null,
    attachments: record.attachments ?? [],
    changes,
    at,
    ...(record.amends && { amends: record.amends }),
  };
}
