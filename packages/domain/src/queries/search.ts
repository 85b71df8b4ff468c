import {
  can,
  type Principal,
  projectTicket,
  type QueryData,
  type Result,
  type SearchAnswer,
  type Ticket,
  ticketScope,
} from '@sportello/core';
import type { ArticleReader } from '@sportello/core/articles';
import { type Found, SearchUnavailableError, tellingQuery } from '@sportello/search';
import { readableFor, readerOf } from '../articleReaders.ts';
import type { Context, Visitor } from '../context.ts';
import type { Installation } from '../installation.ts';
import { readerOnTicket } from './articlesToSend.ts';
import { asTicketHit, type Hits, readHits, unmarked } from './search/hits.ts';
import { namedTickets } from './search/lookup.ts';
import { articlesByTitle, ticketsByTitle } from './search/titles.ts';

type Searcher = Context | Visitor;
type SearchData = QueryData<'search'>;

const noHits: Hits = { articles: [], tickets: [], messages: [] };
const nobody = { people: [], companies: [] };

/** What the engine found; null when it is away. */
async function askEngine(
  { search }: Installation,
  { principal, locale }: Searcher,
  data: SearchData,
  articles: ArticleReader,
): Promise<Found | null> {
  try {
    return await search.find({
      ...data,
      locale,
      scope: principal && can(principal, 'search') ? ticketScope(principal, 'ticket.read') : null,
      side: principal?.side ?? 'customer',
      articles,
    });
  } catch (error) {
    if (error instanceof SearchUnavailableError) return null;
    throw error;
  }
}

/** Tickets that are named outright, as the person may see them. */
async function askForNamed(
  { database }: Installation,
  { principal }: Searcher,
  data: SearchData,
): Promise<Ticket[]> {
  if (!principal || !data.sections.includes('tickets')) return [];
  const tickets = await namedTickets(database, principal, data.q, data.limit);
  return tickets.map((ticket) => projectTicket(ticket, principal.side));
}

/** What the database finds by itself: titles, since the engine is away. */
async function askTitles(
  { database }: Installation,
  { principal, locale }: Searcher,
  data: SearchData,
  q: string,
  reader: ArticleReader,
): Promise<Hits> {
  const { sections, limit } = data;
  const [articles, tickets] = await Promise.all([
    sections.includes('articles') ? articlesByTitle(database, readableFor(reader), locale, q, limit) : [],
    sections.includes('tickets') && principal ? ticketsByTitle(database, principal, q, limit) : [],
  ]);
  const articleHits = articles.map(({ record: { _id, slug, category, summary }, title }) => ({
    id: _id,
    slug,
    category,
    title,
    crop: unmarked(summary),
  }));
  const ticketHits = tickets.map(({ record, title }) => asTicketHit(record, title, unmarked(record.excerpt)));
  return { articles: articleHits, tickets: ticketHits, messages: [] };
}

function withNamed(hits: Hits, named: readonly Ticket[], limit: number): Hits {
  if (named.length === 0) return hits;
  const first = named.map((ticket) => asTicketHit(ticket, unmarked(ticket.title), unmarked(ticket.excerpt)));
  const rest = hits.tickets.filter((hit) => first.every(({ id }) => id !== hit.id));
  return { ...hits, tickets: [...first, ...rest].slice(0, limit) };
}

/** The names that hits refer to: who wrote the messages, and whose tickets they are. */
function namesIn({ people }: Installation, principal: Principal, { tickets, messages }: Hits) {
  const authors = messages.flatMap(({ author }) => (author === null ? [] : [author]));
  return people.names(
    principal,
    authors,
    tickets.map(({ company }) => company),
  );
}

/**
 * Searches articles, tickets and what is written in them, within the rights of who asks; visitors search public articles.
 * With the engine away the answer comes from the database within a second, with numbers, e-mail addresses and titles
 * alone, and says so.
 */
export async function search(
  installation: Installation,
  ctx: Searcher,
  data: SearchData,
): Promise<Result<SearchAnswer>> {
  const { principal } = ctx;
  const { q, shortened } = tellingQuery(data.q);
  if (q === '')
    return { ok: true, data: { q, shortened, engine: 'meilisearch', ...noHits, directory: nobody } };
  const reader: Result<ArticleReader> =
    data.answering === undefined
      ? { ok: true, data: readerOf(ctx) }
      : await readerOnTicket(installation, ctx, data.answering);
  if (!reader.ok) return reader;
  const [found, named] = await Promise.all([
    askEngine(installation, ctx, data, reader.data),
    askForNamed(installation, ctx, data),
  ]);
  const read = found
    ? await readHits(installation, ctx, reader.data, found)
    : await askTitles(installation, ctx, data, q, reader.data);
  const hits = withNamed(read, named, data.limit);
  const directory = principal ? await namesIn(installation, principal, hits) : nobody;
  return { ok: true, data: { q, shortened, engine: found ? 'meilisearch' : 'database', ...hits, directory } };
}
