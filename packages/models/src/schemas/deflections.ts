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

/** Whose it is, when, and which answer it is about. */
const answered = {
  _id: { type: String, required: true },
  company: { type: String, default: null },
  person: { type: String, required: true },
  at: { type: Number, required: true },
  article: { type: String, default: null },
  ticket: { type: Number, default: null },
} as const;

/** The schema of deflections: one document a person and draft. */
export const deflectionSchema = new Schema<DeflectionRecord>(
  {
    ...answered,
    consulted: { type: Schema.Types.Mixed, default: null },
  },
  { strict: 'throw', versionKey: false, minimize: false, collection: 'deflections' },
);
// Reports ask what was avoided in a time, and by what: answered by the index alone.
deflectionSchema.index({ at: 1, article: 1 });
deflectionSchema.index({ article: 1 }, { partialFilterExpression: { article: { $type: 'string' } } });

/** The id of what a person says of a draft. */
export function deflectionId(person: string, draft: string): string {
  return `${person}:${draft}`;
}

/** An answer that was read while a ticket was written and was not what was asked for: one record a person, draft and answer. */
export interface DismissalRecord {
  _id: string;
  /** Whose ticket it is; null for support, which writes for others. */
  company: string | null;
  person: string;
  /** Epoch milliseconds. */
  at: number;
  /** Of the article … */
  article: string | null;
  /** … or the number of the ticket. */
  ticket: number | null;
}

/** The schema of dismissals. */
export const dismissalSchema = new Schema<DismissalRecord>(
  {
    ...answered,
  },
  { strict: 'throw', versionKey: false, minimize: false, collection: 'dismissals' },
);
dismissalSchema.index({ at: 1, article: 1 });
dismissalSchema.index({ article: 1 }, { partialFilterExpression: { article: { $type: 'string' } } });

/** The id of what a person says of an answer while writing a draft. */
export function dismissalId(person: string, draft: string, answer: string | number): string {
  return `${deflectionId(person, draft)}:${answer}`;
}
