import type { Entry, State, TicketScope } from '@sportello/core';
import {
  type ArticleSource,
  articleDocument,
  type MessageDocument,
  messageDocument,
  type TicketSource,
  ticketDocument,
} from '../documents.ts';
import type { FindRequest, Found } from '../find.ts';
import type { Search } from '../open.ts';

/** An id that is readable in a failing test: id(7) ends in 7. */
export const id = (n: number): string => n.toString(16).padStart(24, '0');

/** Two companies and their people. */
export const bakery = id(0xa);
/** See {@link bakery}. */
export const foundry = id(0xb);
/** People: Anna and Bruno of the bakery, Carla of the foundry, Dario an outside collaborator. */
export const people = { anna: id(0x101), bruno: id(0x102), carla: id(0x103), dario: id(0x104) };

/** A ticket of the bakery, opened by Anna, unless said otherwise. */
export function ticket(number: number, title: string, more: Partial<TicketSource> = {}): TicketSource {
  return {
    id: id(number),
    seq: 1,
    number,
    company: bakery,
    participants: [people.anna],
    collaborators: [],
    state: 'working' satisfies State,
    title,
    excerpt: '',
    activityAt: 1_700_000_000_000 + number,
    ...more,
  };
}

/** The document of something written in a ticket. */
export function message(
  of: TicketSource,
  seq: number,
  body: string,
  more: Partial<Entry> = {},
): MessageDocument {
  const entry = {
    ticket: of.id,
    seq,
    pub: seq,
    audience: 'all' as const,
    author: { id: people.anna, side: 'customer' as const },
    body,
    attachments: [],
    at: 1_700_000_000_000 + seq,
    ...more,
  };
  const document = messageDocument(entry, of);
  if (!document) throw new Error('a message has a body');
  return document;
}

/** A public Italian article, unless said otherwise. */
export function article(
  slug: string,
  title: string,
  body: string,
  more: Partial<ArticleSource> = {},
): ArticleSource {
  return {
    _id: `${slug}-it`,
    slug,
    locale: 'it',
    category: 'guide',
    audience: 'public',
    title,
    summary: '',
    body,
    tags: [],
    updatedAt: 1,
    ...more,
  };
}

/** Puts tickets, and articles, and what is written. */
export async function fill(
  search: Search,
  all: { tickets?: TicketSource[]; messages?: MessageDocument[]; articles?: ArticleSource[] },
): Promise<void> {
  await search.put('tickets', (all.tickets ?? []).map(ticketDocument));
  await search.put('messages', all.messages ?? []);
  await search.put('articles', (all.articles ?? []).map(articleDocument));
}

/** Everything that support may find. */
export const everything: TicketScope = { excludedStates: ['authorization'] };

/** A search by support, unless said otherwise. */
export function request(q: string, more: Partial<FindRequest> = {}): FindRequest {
  return {
    q,
    sections: ['articles', 'tickets', 'messages'],
    limit: 10,
    locale: 'it',
    scope: everything,
    side: 'staff',
    articles: { kind: 'staff' },
    ...more,
  };
}

/** The slugs, numbers and messages (`ticket.seq`) that were found, in their order. */
export function foundIn(found: Found): { articles: string[]; tickets: number[]; messages: string[] } {
  return {
    articles: found.articles.map(({ slug }) => slug),
    tickets: found.tickets.map((hit) => Number.parseInt(hit.id, 16)),
    messages: found.messages.map((hit) => `${Number.parseInt(hit.ticket, 16)}.${hit.seq}`),
  };
}
