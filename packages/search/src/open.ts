import { Meilisearch } from 'meilisearch';
import * as z from 'zod/mini';
import { type Documents, type IndexName, indexNames, type Reach } from './documents.ts';
import { SearchUnavailableError } from './errors.ts';
import { type FindRequest, type Found, find } from './find.ts';
import { type RebuildProgress, rebuildIndexes, removeUnfinished, type Sources } from './indexing/rebuild.ts';
import { SHAPE } from './indexing/settings.ts';
import { ensureIndexes, readState, writeState } from './indexing/state.ts';
import { explain, settled } from './indexing/tasks.ts';
import { putDocuments, type Rejected } from './indexing/write.ts';
import { KeyRing } from './keys.ts';
import { SearchQueue } from './queue.ts';

/** Where the engine is and what belongs to this installation. */
export interface SearchOptions {
  readonly url: string;
  readonly key: string;
  /** Begins the name of every index, so that installations and tests can share an engine. */
  readonly prefix: string;
  /** Milliseconds a search may take, waiting for its turn included. */
  readonly patience?: number;
}

/** What the index believes of a ticket. */
export type IndexedTicket = Reach & { readonly seq: number };

/** Counts of the indexes; null where an index is missing. */
export type SearchStats = Readonly<Record<IndexName, number | null>>;

/** The search engine of one installation. Everything waits until it is really done, and throws {@link SearchUnavailableError} when the engine is away. */
export interface Search {
  /** Creates missing indexes and applies changed settings; safe to repeat. */
  ensureIndexes(): Promise<void>;
  /**
   * Searches. The hits are to be read again from the database before anybody sees them.
   * @throws RefusedError `too_many_requests`
   */
  find(request: FindRequest): Promise<Found>;
  /** Puts documents, replacing those with the same ids. Answers those the engine refuses. */
  put<N extends IndexName>(
    index: N,
    documents: Iterable<Documents[N]> | AsyncIterable<Documents[N]>,
  ): Promise<Rejected[]>;
  /** Takes documents out; ids that are not there are no fault. */
  remove(index: IndexName, ids: readonly string[]): Promise<void>;
  /** Takes out what is written in tickets. */
  removeMessagesOf(tickets: readonly string[]): Promise<void>;
  /** What the index believes of some tickets; those it does not know are absent. */
  ticketsKnown(ids: readonly string[]): Promise<Map<string, IndexedTicket>>;
  /** The ids of an index in portions, in no particular order; only while nothing is written. */
  idsOf(index: IndexName): AsyncGenerator<string[]>;
  /** Builds all indexes anew and puts them in the place of the old ones. Answers the documents the engine refuses. */
  rebuild(sources: Sources, generation: number, onProgress?: RebuildProgress): Promise<Rejected[]>;
  /** The rebuild the indexes come from; null when they are missing, incomplete or of another version. */
  generation(): Promise<number | null>;
  /** True when the engine answers. Never throws. */
  health(): Promise<boolean>;
  stats(): Promise<SearchStats>;
  /** Removes every index of this installation. */
  drop(): Promise<void>;
}

const PREFIX = /^[a-zA-Z0-9_-]{1,80}$/;
/** Under a second, so that the answer from the database still comes within it. */
const PATIENCE = 700;
/** Milliseconds a request other than a search may take; tasks go on by themselves. */
const REQUEST_PATIENCE = 15_000;
const HEALTH_PATIENCE = 1_000;
const PAGE = 1_000;
const ID = /^[0-9a-f]{24}$/;

const known = z.object({
  id: z.string(),
  seq: z.number(),
  company: z.string(),
  gate: z.string(),
  participants: z.array(z.string()),
  collaborators: z.array(z.string()),
});
const identified = z.array(z.object({ id: z.string() }));

/** Opens the search engine. Nothing is sent yet: the engine may be away. */
export function openSearch({ url, key, prefix, patience = PATIENCE }: SearchOptions): Search {
  if (!PREFIX.test(prefix)) throw new Error('a search prefix has letters, digits, - and _ only');
  const connect = (apiKey: string): Meilisearch =>
    new Meilisearch({
      host: url,
      apiKey,
      timeout: REQUEST_PATIENCE,
      // Compressed answers come in two packets, and the second waits 40 ms for the first to be acknowledged.
      requestInit: { headers: { 'accept-encoding': 'identity' } },
    });
  const queue = new SearchQueue({ running: 8, waiting: 200 });
  const uid = (name: IndexName): string => `${prefix}_${name}`;
  const stateUid = `${prefix}_state`;
  const keys = new KeyRing({ given: key, connect, uid, stateUid });

  const guarded = async <T>(work: (client: Meilisearch) => Promise<T>): Promise<T> => {
    try {
      return await keys.with('indexing', work);
    } catch (error) {
      throw explain(error);
    }
  };

  const searched = (request: FindRequest, signal: AbortSignal): Promise<Found> =>
    keys
      .with('search', (client) => find(client, uid, request, signal), signal)
      .catch((error: unknown) => {
        throw error instanceof SearchUnavailableError ? error : explain(error);
      });

  const search = async (request: FindRequest): Promise<Found> => {
    const begun = performance.now();
    return queue.run(() => {
      const left = Math.max(1, Math.round(patience - (performance.now() - begun)));
      return searched(request, AbortSignal.timeout(left));
    }, patience);
  };

  const ticketsKnown = async (ids: readonly string[]): Promise<Map<string, IndexedTicket>> => {
    const fields: (keyof z.output<typeof known>)[] = [
      'id',
      'seq',
      'company',
      'gate',
      'participants',
      'collaborators',
    ];
    const { results } = await guarded((client) =>
      client.index(uid('tickets')).getDocuments({ ids: [...ids], fields, limit: ids.length }),
    );
    return new Map(
      z
        .array(known)
        .parse(results)
        .map(({ id, ...ticket }) => [id, ticket]),
    );
  };

  const removeMessagesOf = async (tickets: readonly string[]): Promise<void> => {
    if (!tickets.every((id) => ID.test(id))) throw new Error('a search filter is made of ids alone');
    for (let from = 0; from < tickets.length; from += PAGE) {
      const some = tickets.slice(from, from + PAGE);
      const filter = `ticket IN [${some.map((id) => `"${id}"`).join(', ')}]`;
      await guarded((client) => settled(client.index(uid('messages')).deleteDocuments({ filter })));
    }
  };

  async function* idsOf(name: IndexName): AsyncGenerator<string[]> {
    for (let offset = 0; ; offset += PAGE) {
      const { results } = await guarded((client) =>
        client.index(uid(name)).getDocuments({ fields: ['id'], limit: PAGE, offset }),
      );
      if (results.length === 0) return;
      yield identified.parse(results).map(({ id }) => id);
    }
  }

  const stats = async (): Promise<SearchStats> => {
    const { indexes } = await guarded((client) => client.getStats());
    const count = (name: IndexName): number | null => indexes[uid(name)]?.numberOfDocuments ?? null;
    return { articles: count('articles'), tickets: count('tickets'), messages: count('messages') };
  };

  return {
    find: search,
    ticketsKnown,
    removeMessagesOf,
    idsOf,
    ensureIndexes: () => guarded((client) => ensureIndexes(client, uid, stateUid)),
    put: (name, documents) =>
      putDocuments(
        (some) =>
          guarded((client) => settled(client.index(uid(name)).addDocuments([...some], { primaryKey: 'id' }))),
        documents,
      ),
    remove: (name, ids) => guarded((client) => settled(client.index(uid(name)).deleteDocuments([...ids]))),
    rebuild: async (sources, generation, onProgress = () => undefined) => {
      const client = await guarded(async (own) => {
        await removeUnfinished(own, uid);
        return own;
      });
      // Sources are read once: an engine that is emptied from here on must have all of it again.
      try {
        const rejected = await rebuildIndexes(client, uid, sources, generation, onProgress);
        await writeState(client, stateUid, generation);
        return rejected;
      } catch (error) {
        throw explain(error);
      }
    },
    generation: () =>
      guarded(async (client) => {
        const state = await readState(client, stateUid);
        return state?.shape === SHAPE ? state.generation : null;
      }),
    health: async () => {
      try {
        await fetch(new URL('health', `${url.replace(/\/$/u, '')}/`), {
          signal: AbortSignal.timeout(HEALTH_PATIENCE),
        });
        return true;
      } catch {
        return false;
      }
    },
    stats,
    drop: () =>
      guarded(async (client) => {
        await removeUnfinished(client, uid);
        for (const name of [...indexNames.map(uid), stateUid]) await client.deleteIndexIfExists(name);
      }),
  };
}
