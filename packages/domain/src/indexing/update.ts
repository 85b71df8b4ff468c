import type { Entry, Ticket } from '@sportello/core';
import { type ArticleRecord, asAmended, type Database, type EntryRecord, trusted } from '@sportello/models';
import {
  articleDocument,
  type IndexedTicket,
  type MessageDocument,
  messageDocument,
  type Rejected,
  reachDiffers,
  reachOf,
  type Search,
  ticketDocument,
} from '@sportello/search';
import { messagesOf, ticketsById, withdrawnIn } from './sources.ts';

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];

/**
 * Must everything written in a ticket be put again? Yes when the index has others than the ticket says who may find it,
 * or does not know the ticket, unless what is put anyway is all there is.
 */
function isMoved(
  ticket: Ticket,
  known: IndexedTicket | undefined,
  entries: readonly Pick<Entry, 'ticket'>[],
): boolean {
  if (known) return reachDiffers(known, reachOf(ticket));
  return entries.filter((entry) => entry.ticket === ticket.id).length < ticket.seq;
}

async function* documentsOf(
  database: Database,
  entries: readonly Entry[],
  tickets: ReadonlyMap<string, Ticket>,
  moved: readonly Ticket[],
): AsyncGenerator<MessageDocument> {
  const whole = new Set(moved.map(({ id }) => id));
  for (const entry of entries) {
    const ticket = tickets.get(entry.ticket);
    const document = ticket && !whole.has(ticket.id) && messageDocument(entry, ticket);
    if (document) yield document;
  }
  if (moved.length > 0) yield* messagesOf(database, moved);
}

/** The entries that some of these retell, and all of them as they are now. */
async function withRetold(database: Database, entries: readonly EntryRecord[]): Promise<Entry[]> {
  const known = new Set(entries.map(({ ticket, seq }) => `${ticket}:${seq}`));
  const retold = unique(entries.flatMap(({ ticket, amends }) => (amends ? [`${ticket}:${amends.seq}`] : [])));
  const missing = retold.filter((id) => !known.has(id));
  const records =
    missing.length === 0
      ? []
      : await database.entries.find({ _id: trusted({ $in: missing }) }).lean<EntryRecord[]>();
  return asAmended(database, [...entries, ...records]);
}

/** Takes out what was withdrawn in some tickets. */
async function removeWithdrawn(database: Database, search: Search, ids: readonly string[]): Promise<void> {
  const withdrawn = await withdrawnIn(database, ids);
  if (withdrawn.length > 0) await search.remove('messages', withdrawn);
}

/**
 * Brings the index up to date with some entries and the tickets they belong to, as these are now. The tickets come last:
 * they witness that what is written in them can be found by the right people. Cut off at any point, it may be repeated.
 * @returns the documents the engine refuses
 */
export async function indexEntries(
  database: Database,
  search: Search,
  entries: readonly EntryRecord[],
): Promise<Rejected[]> {
  const ids = unique(entries.map(({ ticket }) => ticket));
  if (ids.length === 0) return [];
  const [tickets, known] = await Promise.all([ticketsById(database, ids), search.ticketsKnown(ids)]);
  const moved = [...tickets.values()].filter((ticket) => isMoved(ticket, known.get(ticket.id), entries));
  const current = await withRetold(database, entries);
  const refused = await search.put('messages', documentsOf(database, current, tickets, moved));
  await removeWithdrawn(
    database,
    search,
    unique(entries.flatMap(({ ticket, amends }) => (amends ? [ticket] : []))),
  );
  return [...refused, ...(await search.put('tickets', [...tickets.values()].map(ticketDocument)))];
}

/** Puts tickets and everything written in them again. See {@link indexEntries}. */
export async function indexTickets(
  database: Database,
  search: Search,
  ids: readonly string[],
): Promise<Rejected[]> {
  const tickets = [...(await ticketsById(database, ids)).values()];
  const refused = await search.put('messages', messagesOf(database, tickets));
  await removeWithdrawn(database, search, ids);
  return [...refused, ...(await search.put('tickets', tickets.map(ticketDocument)))];
}

/** Takes tickets and everything written in them out of the index. */
export async function removeTickets(search: Search, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await search.removeMessagesOf(ids);
  await search.remove('tickets', ids);
}

/** Puts articles. */
export function indexArticles(search: Search, articles: readonly ArticleRecord[]): Promise<Rejected[]> {
  return search.put('articles', articles.map(articleDocument));
}
