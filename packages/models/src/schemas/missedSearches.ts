import { Schema } from 'mongoose';

/** Searches that are kept; beyond them those go that were searched for least, and longest ago. */
export const MISSES_LIMIT = 5_000;
/** People of one search that are told apart: beyond them it is only "many". */
export const MISSING_PEOPLE_LIMIT = 200;

/**
 * Words that customers searched for and found nothing, added up over all of them. Neither a person nor a company can be read
 * from it: who searched is a seal that differs from search to search.
 */
export interface MissedSearchRecord {
  /** Stems of the words in alphabetical order: "cedolino neonato" and "cedolini dei neonati" are one search. */
  _id: string;
  /** The words as they came first, without what does not tell. */
  words: string;
  /** How often, each person counted once a day. */
  times: number;
  /** Seals of the people, up to {@link MISSING_PEOPLE_LIMIT}. */
  people: string[];
  /** The day it was counted last (`2026-11-25`, UTC), and for whom that day. */
  day: string;
  today: string[];
  /** Epoch milliseconds. */
  firstAt: number;
  lastAt: number;
}

/** The schema of searches without result. */
export const missedSearchSchema = new Schema<MissedSearchRecord>(
  {
    _id: { type: String, required: true },
    words: { type: String, required: true },
    times: { type: Number, required: true },
    people: { type: [String], required: true },
    day: { type: String, required: true },
    today: { type: [String], required: true },
    firstAt: { type: Number, required: true },
    lastAt: { type: Number, required: true },
  },
  { strict: 'throw', versionKey: false, minimize: false, collection: 'missedSearches' },
);
// Read backwards, what may go first.
missedSearchSchema.index({ times: -1, lastAt: -1, _id: 1 });
// What was searched for in a time.
missedSearchSchema.index({ lastAt: 1 });
