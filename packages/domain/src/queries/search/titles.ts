import {
  can,
  doneStates,
  type Highlighted,
  openStates,
  type Principal,
  priorities,
  projectTicket,
  type Ticket,
} from '@sportello/core';
import {
  type ArticleRecord,
  type Database,
  type QueryFilter,
  type TicketRecord,
  trusted,
} from '@sportello/models';
import { ticketsById } from '../../indexing/sources.ts';
import { viewFilter } from '../scope.ts';

/** Tickets and articles whose titles are looked through: the most recent ones, so that the answer stays quick. */
const LOOKED_THROUGH = 500;
/** Milliseconds the database may take. */
const PATIENCE = 500;

/** A record whose title matches, with the matches marked. */
export interface Titled<T> {
  readonly record: T;
  readonly title: Highlighted;
}

type Head = Pick<TicketRecord, '_id' | 'title'>;

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();

/** Marks the beginnings of words that were typed; null unless every typed word begins one. */
function marked(title: string, typed: readonly string[]): Highlighted | null {
  const missing = new Set(typed);
  const pieces: { text: string; hit: boolean }[] = [];
  for (const [part] of title.matchAll(/[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]+/gu)) {
    const begun = typed.filter((word) => plain(part).startsWith(word));
    for (const word of begun) missing.delete(word);
    pieces.push({ text: part, hit: begun.length > 0 });
  }
  return missing.size === 0 ? pieces : null;
}

function wordsOf(q: string): string[] {
  return [...new Set(plain(q).match(/[\p{L}\p{N}]+/gu) ?? [])];
}

function matching<T extends { title: string }>(
  records: readonly T[],
  words: readonly string[],
  limit: number,
): Titled<T>[] {
  const found: Titled<T>[] = [];
  for (const record of records) {
    const title = found.length < limit ? marked(record.title, words) : null;
    if (title) found.push({ record, title });
  }
  return found;
}

/** Recent tickets within the rights of the viewer whose title contains words that begin like the typed ones. */
export async function ticketsByTitle(
  database: Database,
  principal: Principal,
  q: string,
  limit: number,
): Promise<Titled<Ticket>[]> {
  const words = wordsOf(q);
  const filter = viewFilter(principal, { states: [...openStates, ...doneStates] });
  if (!filter || words.length === 0) return [];
  const heads = await database.tickets
    // By rank, since the index of recent ones is read rank by rank.
    .find({ ...filter, priorityRank: trusted({ $in: [...priorities.keys()] }) }, { title: 1 })
    .sort({ activityAt: -1, _id: -1 })
    .limit(LOOKED_THROUGH)
    .maxTimeMS(PATIENCE)
    .lean<Head[]>();
  const found = matching(heads, words, limit);
  const tickets = await ticketsById(
    database,
    found.map(({ record }) => record._id),
  );
  return found.flatMap(({ record, title }) => {
    const ticket = tickets.get(record._id);
    return ticket && can(principal, 'ticket.read', ticket)
      ? [{ record: projectTicket(ticket, principal.side), title }]
      : [];
  });
}

/** As {@link ticketsByTitle}, for articles. */
export async function articlesByTitle(
  database: Database,
  readable: QueryFilter<ArticleRecord>,
  locale: ArticleRecord['locale'],
  q: string,
  limit: number,
): Promise<Titled<ArticleRecord>[]> {
  const words = wordsOf(q);
  if (words.length === 0) return [];
  const records = await database.articles
    .find({ $and: [readable, { locale }] }, { body: 0, todo: 0 })
    .limit(LOOKED_THROUGH)
    .maxTimeMS(PATIENCE)
    .lean<ArticleRecord[]>();
  return matching(records, words, limit);
}
