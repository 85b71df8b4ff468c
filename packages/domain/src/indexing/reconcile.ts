import type { Entry, Ticket } from '@sportello/core';
import { type ArticleRecord, type Database, trusted } from '@sportello/models';
import { type Rejected, reachDiffers, reachOf, type Search } from '@sportello/search';
import { ticketPages, ticketsById } from './sources.ts';
import { indexArticles, indexTickets, removeTickets } from './update.ts';

/** The last entry of a ticket. */
type Head = Pick<Entry, 'ticket' | 'seq'>;

/** What a comparison found and mended. */
export interface Reconciled {
  /** The last entries of tickets that the index did not know as they are. */
  readonly stale: readonly Head[];
  /** Tickets and articles that the index knew and nobody else. */
  readonly ghosts: number;
  /** Articles that were missing. */
  readonly missing: number;
  readonly rejected: readonly Rejected[];
}

async function reconcilePage(
  database: Database,
  search: Search,
  tickets: readonly Ticket[],
): Promise<{ stale: Head[]; rejected: Rejected[] }> {
  const known = await search.ticketsKnown(tickets.map(({ id }) => id));
  const stale = tickets.filter((ticket) => {
    const indexed = known.get(ticket.id);
    return indexed?.seq !== ticket.seq || reachDiffers(indexed, reachOf(ticket));
  });
  // An index that knows more than there is comes from another past: what is written there may be in it as well.
  const ahead = stale.filter(({ id, seq }) => (known.get(id)?.seq ?? 0) > seq);
  if (ahead.length > 0) await search.removeMessagesOf(ahead.map(({ id }) => id));
  const rejected =
    stale.length > 0
      ? await indexTickets(
          database,
          search,
          stale.map(({ id }) => id),
        )
      : [];
  return { stale: stale.map(({ id, seq }) => ({ ticket: id, seq })), rejected };
}

async function removeGhosts(database: Database, search: Search): Promise<number> {
  const ghosts: string[] = [];
  for await (const ids of search.idsOf('tickets')) {
    const there = await ticketsById(database, ids);
    ghosts.push(...ids.filter((id) => !there.has(id)));
  }
  await removeTickets(search, ghosts);
  return ghosts.length;
}

async function reconcileArticles(
  database: Database,
  search: Search,
): Promise<{ missing: number; ghosts: number; rejected: Rejected[] }> {
  const there = new Set(
    (await database.articles.find({}, { _id: 1 }).lean<{ _id: string }[]>()).map(({ _id }) => _id),
  );
  const indexed = new Set<string>();
  for await (const ids of search.idsOf('articles')) for (const id of ids) indexed.add(id);
  const ghosts = [...indexed].filter((id) => !there.has(id));
  const missing = [...there].filter((id) => !indexed.has(id));
  if (ghosts.length > 0) await search.remove('articles', ghosts);
  const records = await database.articles.find({ _id: trusted({ $in: missing }) }).lean<ArticleRecord[]>();
  return {
    missing: missing.length,
    ghosts: ghosts.length,
    rejected: records.length > 0 ? await indexArticles(search, records) : [],
  };
}

/**
 * Compares the index with the database, ticket by ticket, and mends where they differ: after a restored backup, or when
 * two processes believed to be the one that indexes. Hold the lease `search`.
 */
export async function reconcileIndex(database: Database, search: Search): Promise<Reconciled> {
  const rejected: Rejected[] = [];
  const stale: Head[] = [];
  for await (const page of ticketPages(database)) {
    const mended = await reconcilePage(database, search, page);
    stale.push(...mended.stale);
    rejected.push(...mended.rejected);
  }
  const ghosts = await removeGhosts(database, search);
  const articles = await reconcileArticles(database, search);
  return {
    stale,
    ghosts: ghosts + articles.ghosts,
    missing: articles.missing,
    rejected: [...rejected, ...articles.rejected],
  };
}
