import { DRAFT_DAYS } from '@sportello/core';
import { Schema } from 'mongoose';

/** What somebody is writing and has not sent yet. */
export interface DraftRecord {
  _id: string;
  person: string;
  company: string | null;
  name: string;
  /** Made by the client that kept it. */
  version: string;
  /** Texts by field, as they were typed. */
  fields: Record<string, string>;
  /** Own uploads that will go along. */
  files: { id: string; description: string }[];
  at: Date;
}

/** The schema of drafts: one document a person, company and form. */
export const draftSchema = new Schema<DraftRecord>(
  {
    _id: { type: String, required: true },
    person: { type: String, required: true },
    company: { type: String, default: null },
    name: { type: String, required: true },
    version: { type: String, required: true },
    fields: { type: Schema.Types.Mixed, required: true },
    files: {
      type: [new Schema({ id: String, description: String }, { _id: false, strict: 'throw' })],
      required: true,
    },
    at: { type: Date, required: true },
  },
  { strict: 'throw', versionKey: false, minimize: false, collection: 'drafts' },
);
draftSchema.index({ at: 1 }, { expireAfterSeconds: DRAFT_DAYS * 24 * 60 * 60 });
draftSchema.index({ person: 1 });
// The sweep of uploads asks which of them a draft still holds.
draftSchema.index({ 'files.id': 1 });

/** The id of a draft: nobody else's, and of no other company, is ever found by it. */
export function draftId(person: string, company: string | null, name: string): string {
  return `${person}:${company ?? ''}:${name}`;
}
