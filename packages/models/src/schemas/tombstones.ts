import { Schema } from 'mongoose';

/** What is left of a ticket that was purged: that it was there, and whose. */
export interface TombstoneRecord {
  /** The id that the ticket had. */
  _id: string;
  /** Never given out again. */
  number: number;
  company: string;
  /** Epoch milliseconds at which it disappeared. */
  at: number;
  /** Nothing of its content is left anywhere. */
  isDone: boolean;
}

/** The schema of tombstones. */
export const tombstoneSchema = new Schema<TombstoneRecord>(
  {
    _id: { type: String, required: true },
    number: { type: Number, required: true },
    company: { type: String, required: true },
    at: { type: Number, required: true },
    isDone: { type: Boolean, required: true },
  },
  { strict: 'throw', versionKey: false, collection: 'tombstones' },
);

tombstoneSchema.index({ number: 1 }, { unique: true });
tombstoneSchema.index({ isDone: 1 }, { partialFilterExpression: { isDone: false } });
