import type { Consulted } from '@sportello/core';
import { Schema } from 'mongoose';

/** A ticket that was not opened: an answer was found while it was written. */
export interface DeflectionRecord {
  _id: string;
  /** Whose ticket it would have been; null for support, which writes for others. */
  company: string | null;
  person: string;
  /** Epoch milliseconds. */
  at: number;
  /** The article that helped, where somebody was reading it … */
  article: string | null;
  /** … or the number of the ticket that did. */
  ticket: number | null;
  /** Everything that was read. */
  consulted: Consulted | null;
}

/** The schema of deflections: one document a person and draft. */
export const deflectionSchema = new Schema<DeflectionRecord>(
  {
    _id: { type: String, required: true },
    company: { type: String, default: null },
    person: { type: String, required: true },
    at: { type: Number, required: true },
    article: { type: String, default: null },
    ticket: { type: Number, default: null },
    consulted: { type: Schema.Types.Mixed, default: null },
  },
  { strict: 'throw', versionKey: false, minimize: false, collection: 'deflections' },
);
// Reports ask what was avoided in a time, and by what.
deflectionSchema.index({ at: 1 });

/** The id of what a person says of a draft. */
export function deflectionId(person: string, draft: string): string {
  return `${person}:${draft}`;
}
