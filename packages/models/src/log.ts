import type { Entry, Side, Ticket } from '@sportello/core';
import mongoose from 'mongoose';
import { asAmended } from './amendments.ts';
import type { Database } from './database.ts';
import type { EntryRecord } from './schemas/entries.ts';
import { fromReaderRecord, type ReaderRecord } from './schemas/readers.ts';
import { fromRecord, type TicketRecord } from './schemas/tickets.ts';

const { trusted } = mongoose;

/** The number of an entry in the numbering of a side: `seq` for staff, `pub` for customers. */
const numbering = (side: Side): 'seq' | 'pub' => (side === 'staff' ? 'seq' : 'pub');

/**
 * Reads entries of a ticket in one side's numbering, ascending, as later ones leave them. Entries the side may not see are
 * not read at all.
 * @param after exclusive lower bound
 * @param limit most entries
 */
export async function entriesAfter(
  database: Database,
  ticket: string,
  side: Side,
  after: number,
  limit: number,
): Promise<Entry[]> {
  const field = numbering(side);
  const records = await database.entries
    .find({ ticket, [field]: trusted({ $gt: after }) })
    .sort({ [field]: 1 })
    .limit(limit)
    .lean<EntryRecord[]>();
  return asAmended(database, records);
}

/** As {@link entriesAfter}, the last `limit` entries before an exclusive upper bound, still ascending. */
export async function entriesBefore(
  database: Database,
  ticket: string,
  side: Side,
  before: number,
  limit: number,
): Promise<Entry[]> {
  const field = numbering(side);
  const records = await database.entries
    .find({ ticket, [field]: trusted({ $lt: before, $gt: 0 }) })
    .sort({ [field]: -1 })
    .limit(limit)
    .lean<EntryRecord[]>();
  return asAmended(database, records.reverse());
}

/** The record of one entry, by its number in one side's numbering; null when that side has none. What it says now: `asAmended`. */
export async function findEntry(
  database: Database,
  ticket: string,
  side: Side,
  number: number,
): Promise<EntryRecord | null> {
  return database.entries.findOne({ ticket, [numbering(side)]: number }).lean<EntryRecord>();
}

/** Finds a ticket by id or number; null when there is none. Rights are the caller's affair. */
export async function findTicket(database: Database, which: string | number): Promise<Ticket | null> {
  const record = await database.tickets
    .findOne(typeof which === 'number' ? { number: which } : { _id: which })
    .lean<TicketRecord>();
  return record ? fromRecord(record) : null;
}

/** All read positions of a ticket. */
export async function readersOf(database: Database, ticket: string) {
  const records = await database.readers.find({ ticket }).lean<ReaderRecord[]>();
  return records.map(fromReaderRecord);
}

/** The entry a command with this key wrote first; null when it wrote nothing. */
export async function findByKey(
  database: Database,
  author: string,
  key: string,
): Promise<EntryRecord | null> {
  return database.entries.findOne({ 'author.id': author, key }).lean<EntryRecord>();
}
