import { Schema } from 'mongoose';

/** A number given out once: ticket numbers. */
export interface CounterRecord {
  _id: string;
  value: number;
}

/** The schema of counters. */
export const counterSchema = new Schema<CounterRecord>(
  { _id: { type: String, required: true }, value: { type: Number, required: true } },
  { strict: 'throw', versionKey: false, collection: 'counters' },
);

/** Who may do a piece of background work, and until when. */
export interface LeaseRecord {
  _id: string;
  holder: string;
  until: Date;
}

/** The schema of leases. */
export const leaseSchema = new Schema<LeaseRecord>(
  {
    _id: { type: String, required: true },
    holder: { type: String, required: true },
    until: { type: Date, required: true },
  },
  { strict: 'throw', versionKey: false, collection: 'leases' },
);

/** A change of what is stored that was carried out, so that it is not looked for again. */
export interface MigrationRecord {
  _id: string;
  /** Epoch milliseconds. */
  at: number;
}

/** The schema of migrations. */
export const migrationSchema = new Schema<MigrationRecord>(
  { _id: { type: String, required: true }, at: { type: Number, required: true } },
  { strict: 'throw', versionKey: false, collection: 'migrations' },
);

/** Milliseconds for which somebody counts as connected after a process has last said so. */
export const SIGHTED_FOR = 90_000;

/** That one of the provider's people has a page open, as the process that serves it says again and again. */
export interface SightingRecord {
  /** The person. */
  _id: string;
  at: Date;
}

/** The schema of sightings. */
export const sightingSchema = new Schema<SightingRecord>(
  { _id: { type: String, required: true }, at: { type: Date, required: true } },
  { strict: 'throw', versionKey: false, collection: 'sightings' },
);
sightingSchema.index({ at: 1 }, { expireAfterSeconds: 3_600 });
