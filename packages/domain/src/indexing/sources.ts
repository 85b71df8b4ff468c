import type { Ticket } from '@sportello/core';
import {
  type ArticleRecord,
  asAmended,
  type Database,
  type EntryRecord,
  fromRecord,
  type TicketRecord,
  trusted,
} from '@sportello/models';
import {
  articleDocument,
  type MessageDocument,
  messageDocument,
  messageId,
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

/** Everything written in some tickets, and what their files are called, as documents. */
export async function* messagesOf(
  database: Database,
  tickets: readonly Ticket[],
): AsyncGenerator<MessageDocument> {
  const byId = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  const records = database.entries
    .find({
      ticket: trusted({ $in: [...byId.keys()] }),
      $or: [{ body: trusted({ $exists: true }) }, { 'attachments.id': trusted({ $exists: true }) }],
    })
    .sort({ ticket: 1, seq: 1 })
    .lean<EntryRecord[]>()
    .cursor({ batchSize: PAGE });
  for await (const some of inPages(records)) {
    for (const entry of await asAmended(database, some)) {
      const ticket = byId.get(entry.ticket);
      const document = ticket && messageDocument(entry, ticket);
      if (document) yield document;
    }
  }
}

async function* inPages<T>(items: AsyncIterable<T>): AsyncGenerator<T[]> {
  let page: T[] = [];
  for await (const item of items) {
    page.push(item);
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/** The ids of the documents of what was withdrawn in some tickets: they must not be in the index. */
export async function withdrawnIn(database: Database, tickets: readonly string[]): Promise<string[]> {
  const records = await database.entries
    .find({ ticket: trusted({ $in: [...tickets] }), 'amends.seq': trusted({ $gt: 0 }), 'amends.text': null })
    .lean<EntryRecord[]>();
  return records.flatMap(({ ticket, amends }) => (amends ? [messageId({ ticket, seq: amends.seq })] : []));
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
