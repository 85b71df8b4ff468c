import { type Entry, withAmendments } from '@sportello/core';
import mongoose from 'mongoose';
import type { Database } from './database.ts';
import { type EntryRecord, fromEntryRecord } from './schemas/entries.ts';

const { trusted } = mongoose;

function byTicket(entries: readonly Entry[]): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.ticket);
    if (group) group.push(entry);
    else groups.set(entry.ticket, [entry]);
  }
  return groups;
}

/** The entries that retell some of these, of whatever tickets, oldest first. */
async function amendmentsOf(
  { entries }: Database,
  retold: readonly Pick<EntryRecord, 'ticket' | 'seq' | 'amends'>[],
): Promise<Entry[]> {
  const seqs = new Set(retold.map(({ seq, amends }) => amends?.seq ?? seq));
  const records = await entries
    .find({
      ticket: trusted({ $in: [...new Set(retold.map(({ ticket }) => ticket))] }),
      'amends.seq': trusted({ $gt: 0, $in: [...seqs] }),
    })
    .lean<EntryRecord[]>();
  // Few, and of several tickets: the database would have to sort them as well.
  return records.map(fromEntryRecord).sort((one, other) => one.seq - other.seq);
}

/**
 * Entries, of whatever tickets, as later ones leave them. Whatever reads the log to tell somebody of it asks here, since the
 * log itself keeps what was written first. The database is asked once more only where a record says that it was retold.
 */
export async function asAmended(database: Database, records: readonly EntryRecord[]): Promise<Entry[]> {
  const entries = records.map(fromEntryRecord);
  const concerned = records.filter(({ isAmended, amends }) => isAmended || amends);
  if (concerned.length === 0) return entries;
  const found = byTicket(await amendmentsOf(database, concerned));
  if (found.size === 0) return entries;
  const settled = new Map(
    [...byTicket(entries)].flatMap(([ticket, own]) =>
      withAmendments(own, found.get(ticket)).map((entry) => [`${ticket}:${entry.seq}`, entry] as const),
    ),
  );
  return entries.map((entry) => settled.get(`${entry.ticket}:${entry.seq}`) ?? entry);
}

/** What an entry said before it was last retold, oldest first, and when it began to say so. */
export async function versionsOf(
  database: Database,
  record: EntryRecord,
): Promise<{ text: string; files: string[]; at: number }[]> {
  const amendments = record.isAmended ? await amendmentsOf(database, [record]) : [];
  const files = (record.attachments ?? []).map(({ name }) => name);
  const said = [
    { text: record.body ?? '', files, at: record.at },
    ...amendments.map(({ amends, at }) => ({ text: amends?.text ?? '', files, at })),
  ];
  return said.slice(0, -1);
}
