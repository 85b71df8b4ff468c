import type { Ticket } from '@sportello/core';
import {
  type ArticleRecord,
  type Database,
  type EntryRecord,
  fromEntryRecord,
  fromRecord,
  type TicketRecord,
  trusted,
} from '@sportello/models';
import {
  articleDocument,
  type MessageDocument,
  messageDocument,
  type Sources,
  ticketDocument,
} from '@sportello/search';

const PAGE = 1_000;

/** Tickets by id; those that do not exist are absent. */
export async function ticketsById(database: Database, ids: readonly string[]): Promise<Map<string, Ticket>> {
  const records = await database.tickets.find({ _id: trusted({ $in: [...ids] }) }).lean<TicketRecord[]>();
  return new Map(records.map((record) => [record._id, fromRecord(record)]));
}

/** All tickets in pages, by id. */
export async function* ticketPages(database: Database): AsyncGenerator<Ticket[]> {
  let after = '';
  for (;;) {
    const records = await database.tickets
      .find({ _id: trusted({ $gt: after }) })
      .sort({ _id: 1 })
      .limit(PAGE)
      .lean<TicketRecord[]>();
    const last = records.at(-1);
    if (!last) return;
    yield records.map(fromRecord);
    after = last._id;
  }
}

/** Everything written in some tickets, as documents. */
export async function* messagesOf(
  database: Database,
  tickets: readonly Ticket[],
): AsyncGenerator<MessageDocument> {
  const byId = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  const records = database.entries
    .find({ ticket: trusted({ $in: [...byId.keys()] }), body: trusted({ $exists: true }) })
    .sort({ ticket: 1, seq: 1 })
    .lean<EntryRecord[]>()
    .cursor({ batchSize: PAGE });
  for await (const record of records) {
    const ticket = byId.get(record.ticket);
    const document = ticket && messageDocument(fromEntryRecord(record), ticket);
    if (document) yield document;
  }
}

async function* tickets(database: Database) {
  for await (const page of ticketPages(database)) yield* page.map(ticketDocument);
}

async function* messages(database: Database) {
  for await (const page of ticketPages(database)) yield* messagesOf(database, page);
}

async function* articles(database: Database) {
  for await (const record of database.articles.find().lean<ArticleRecord[]>().cursor())
    yield articleDocument(record);
}

/** Every document there shall be in the index, read from the database as it is consumed. */
export function searchSources(database: Database): Sources {
  return { articles: articles(database), tickets: tickets(database), messages: messages(database) };
}
