import type { Entry, Ticket } from '@sportello/core';
import type { ArticleRecord, Database } from '@sportello/models';
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
import { messagesOf, ticketsById } from './sources.ts';

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];

/**
 * Must everything written in a ticket be put again? Yes when the index has others than the ticket says who may find it,
 * or does not know the ticket, unless what is put anyway is all there is.
 */
function isMoved(ticket: Ticket, known: IndexedTicket | undefined, entries: readonly Entry[]): boolean {
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

/**
 * Brings the index up to date with some entries and the tickets they belong to, as these are now. The tickets come last:
 * they witness that what is written in them can be found by the right people. Cut off at any point, it may be repeated.
 * @returns the documents the engine refuses
 */
export async function indexEntries(
  database: Database,
  search: Search,
  entries: readonly Entry[],
): Promise<Rejected[]> {
  const ids = unique(entries.map(({ ticket }) => ticket));
  if (ids.length === 0) return [];
  const [tickets, known] = await Promise.all([ticketsById(database, ids), search.ticketsKnown(ids)]);
  const moved = [...tickets.values()].filter((ticket) => isMoved(ticket, known.get(ticket.id), entries));
  const refused = await search.put('messages', documentsOf(database, entries, tickets, moved));
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
