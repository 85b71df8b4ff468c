import { type Reader, sides } from '@sportello/core';
import { Schema } from 'mongoose';

/** How far one person has read one ticket, as stored. */
export interface ReaderRecord extends Reader {
  _id: string;
  ticket: string;
}

/** How many moves of a read position are remembered exactly. */
export const READER_STEPS = 40;

/** The schema of read positions: one document a person and ticket, only ever moved forward. */
export const readerSchema = new Schema<ReaderRecord>(
  {
    _id: { type: String, required: true },
    ticket: { type: String, required: true },
    person: { type: String, required: true },
    side: { type: String, enum: sides, required: true },
    seq: { type: Number, required: true },
    pub: { type: Number, required: true },
    received: { type: Number, required: true },
    steps: {
      type: [new Schema({ pub: Number, at: Number }, { _id: false, strict: 'throw' })],
      required: true,
    },
    archived: Number,
  },
  { strict: 'throw', versionKey: false, minimize: false, collection: 'readers' },
);
readerSchema.index({ ticket: 1 });
readerSchema.index({ person: 1, ticket: 1, seq: 1, pub: 1 });

/** The id of a person's read position on a ticket. */
export function readerId(ticket: string, person: string): string {
  return `${ticket}:${person}`;
}

/** The read position of a stored record. */
export function fromReaderRecord({
  person,
  side,
  seq,
  pub,
  received,
  steps,
  archived,
}: ReaderRecord): Reader {
  return {
    person,
    side,
    seq,
    pub,
    received,
    steps: steps.map(({ pub: at, at: when }) => ({ pub: at, at: when })),
    ...(archived !== undefined && { archived }),
  };
}
