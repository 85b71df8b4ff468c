import { indexArticles, indexEntries, isIndexWhole, rebuildIndex, reconcileIndex } from '@sportello/domain';
import {
  type Database,
  owedArticles,
  owedEntries,
  oweEntries,
  owes,
  strikeArticles,
  strikeEntries,
} from '@sportello/models';
import type { Rejected, Search } from '@sportello/search';
import type { Logger } from 'pino';
import { type LoopState, startLoop } from './loop.ts';

/** What the consumer stands on. */
export interface SearchConsumerOptions {
  readonly database: Database;
  readonly search: Search;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/** Keeps the index equal to the database, in one process at a time. */
export interface SearchConsumer {
  /** Something was committed. */
  wake(): void;
  /** Resolves when the index is whole and nothing is owed to it. */
  idle(): Promise<void>;
  /** Ends after the step under way; what is left stays owed. */
  stop(): Promise<void>;
}

/** Also held by `npm run reindex`. */
const LEASE = 'search';

/** Most entries of a step. */
const BATCH = 500;
/** Milliseconds between two comparisons of the whole index with the database. */
const COMPARISON = 10 * 60_000;
/** Milliseconds between two reports of a rebuild. */
const REPORTS = 5_000;

class Stopped extends Error {
  override readonly name = 'Stopped';
}

/**
 * Starts the consumer that owes `search`: it takes what is owed, oldest first, puts it into the index, waits until it
 * can be found and strikes itself out. It may be killed anywhere: everything it does may be repeated. An index that is
 * missing, emptied or foreign is built anew.
 */
export function startSearchConsumer({ database, search, now, log }: SearchConsumerOptions): SearchConsumer {
  let comparedAt = Number.NEGATIVE_INFINITY;

  const complain = (rejected: readonly Rejected[]): void => {
    if (rejected.length === 0) return;
    log.error(
      { count: rejected.length, rejected: rejected.slice(0, 20) },
      'the search engine refuses documents',
    );
  };

  const rebuild = async (loop: LoopState): Promise<void> => {
    log.info('the search index is missing or not of this database: building it anew');
    let reportedAt = performance.now();
    const rejected = await rebuildIndex(database, search, (progress) => {
      if (loop.isStopping) throw new Stopped();
      if (performance.now() - reportedAt < REPORTS) return;
      reportedAt = performance.now();
      log.info(progress, 'building the search index');
    });
    complain(rejected);
    comparedAt = now();
    log.info('the search index is built');
  };

  // Wherever the lease is found lost after the work, another process took over while this one stood still: what was just
  // put may be older than what that one put, so it is owed once more.

  const compare = async (loop: LoopState): Promise<void> => {
    await search.ensureIndexes();
    const { stale, rejected, ...articles } = await reconcileIndex(database, search);
    complain(rejected);
    const mended = { stale: stale.length, ...articles };
    if (mended.stale + mended.ghosts + mended.missing > 0)
      log.warn(mended, 'the search index differed from the database');
    if (!(await loop.hold())) await oweEntries(database, 'search', stale);
    comparedAt = now();
  };

  const work = async (loop: LoopState): Promise<boolean> => {
    const [entries, articles] = await Promise.all([
      owedEntries(database, 'search', BATCH),
      owedArticles(database, 'search', BATCH),
    ]);
    if (entries.length + articles.length === 0) return false;
    if (articles.length > 0) complain(await indexArticles(search, articles));
    complain(await indexEntries(database, search, entries));
    if (await loop.hold()) {
      await Promise.all([
        strikeArticles(database, 'search', articles),
        strikeEntries(database, 'search', entries),
      ]);
    } else {
      await oweEntries(database, 'search', entries);
    }
    return true;
  };

  const turn = async (loop: LoopState): Promise<boolean> => {
    if (!(await isIndexWhole(database, search))) {
      await rebuild(loop);
      return true;
    }
    if (now() - comparedAt >= COMPARISON) await compare(loop);
    return work(loop);
  };

  const { wake, until, stop } = startLoop({
    database,
    lease: LEASE,
    log,
    complaint: 'the search index cannot be kept up to date now',
    turn,
  });

  const isIdle = async (): Promise<boolean> =>
    !(await owes(database, 'search')) && (await isIndexWhole(database, search));

  return { wake, idle: () => until(isIdle), stop };
}
