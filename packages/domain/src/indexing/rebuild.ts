import { randomInt } from 'node:crypto';
import { type Database, strikeAll } from '@sportello/models';
import type { Rejected, Search } from '@sportello/search';
import { searchSources } from './sources.ts';

/** Where the database remembers which rebuild the index must come from. */
const GENERATION = 'search';

/** True when the index is whole: it comes from the last rebuild of this very database. */
export async function isIndexWhole(database: Database, search: Search): Promise<boolean> {
  const [wanted, there] = await Promise.all([
    database.counters.findById(GENERATION).lean<{ value: number }>(),
    search.generation(),
  ]);
  return wanted !== null && wanted.value === there;
}

/** Makes the index unwanted: whoever holds the lease `search` builds it anew. */
export async function wantRebuild(database: Database): Promise<number> {
  const generation = randomInt(1, 2 ** 47);
  await database.counters.updateOne({ _id: GENERATION }, { $set: { value: generation } }, { upsert: true });
  return generation;
}

/** How far a rebuild is: documents written, and about how many there are. */
export interface RebuildReport {
  readonly done: number;
  readonly total: number;
}

/**
 * Builds the whole index anew from the database while the old one goes on answering. Only one process may do it at a
 * time: hold the lease `search`. Cut off at any point, the next holder sees that the index is not the wanted one.
 * @returns the documents the engine refuses
 */
export async function rebuildIndex(
  database: Database,
  search: Search,
  report: (progress: RebuildReport) => void = () => undefined,
): Promise<Rejected[]> {
  const generation = await wantRebuild(database);
  // Everything committed before this moment is read below; what follows is owed again.
  await strikeAll(database, 'search');
  const models = [database.articles, database.tickets, database.entries];
  const counts = await Promise.all(models.map((model) => model.estimatedDocumentCount()));
  const total = counts.reduce((sum, one) => sum + one, 0);
  const done = { articles: 0, tickets: 0, messages: 0 };
  return search.rebuild(searchSources(database), generation, (index, count) => {
    done[index] = count;
    report({ done: done.articles + done.tickets + done.messages, total });
  });
}
