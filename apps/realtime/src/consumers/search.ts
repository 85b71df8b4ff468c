import { randomUUID } from 'node:crypto';
import { indexArticles, indexEntries, isIndexWhole, rebuildIndex, reconcileIndex } from '@sportello/domain';
import {
  type Database,
  holdLease,
  owedArticles,
  owedEntries,
  oweEntries,
  owes,
  releaseLease,
  strikeArticles,
  strikeEntries,
} from '@sportello/models';
import type { Rejected, Search } from '@sportello/search';
import type { Logger } from 'pino';

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
const LEASE_DURATION = 20_000;
const LEASE_RENEWAL = 5_000;

/** Most entries of a step. */
const BATCH = 500;
/** Milliseconds between two steps: what is committed meanwhile shares a task of the engine. */
const PACE = 200;
/** Milliseconds after which a sleeping consumer looks by itself, and a waiting one asks for the lease again. */
const ROUND = 5_000;
/** Milliseconds between two comparisons of the whole index with the database. */
const COMPARISON = 10 * 60_000;
const FIRST_RETRY = 500;
const LAST_RETRY = 10_000;
/** Milliseconds between two reports of a rebuild. */
const REPORTS = 5_000;

class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** What a turn of the loop leads to: go on, sleep until woken, or leave the work to another process. */
type Turn = 'worked' | 'nothing' | 'elsewhere';

/** A sleep that can be cut short. */
class Sleep {
  #interrupt: (() => void) | null = null;

  /** Sleeps, or until {@link end}. */
  for(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  end(): void {
    this.#interrupt?.();
  }
}

/** The lease as this process knows it, renewed no more often than needed. */
class OwnLease {
  readonly #database: Database;
  readonly #holder = randomUUID();
  /** Monotonic milliseconds; null while the lease is not ours. */
  #renewedAt: number | null = null;
  #asking: Promise<boolean> | null = null;

  constructor(database: Database) {
    this.#database = database;
  }

  /** True while this process may work on the index; takes the lease when it is free. */
  async hold(): Promise<boolean> {
    if (this.#renewedAt !== null && performance.now() - this.#renewedAt < LEASE_RENEWAL) return true;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  /** Keeps the lease if it is ours. */
  async renew(): Promise<void> {
    if (this.#renewedAt !== null) await this.hold();
  }

  async release(): Promise<void> {
    await this.#asking;
    if (this.#renewedAt !== null) await releaseLease(this.#database, LEASE, this.#holder);
    this.#renewedAt = null;
  }

  async #ask(): Promise<boolean> {
    const begun = performance.now();
    const isHeld = await holdLease(this.#database, LEASE, this.#holder, LEASE_DURATION);
    this.#renewedAt = isHeld ? begun : null;
    return isHeld;
  }
}

/**
 * Starts the consumer that owes `search`: it takes what is owed, oldest first, puts it into the index, waits until it
 * can be found and strikes itself out. It may be killed anywhere: everything it does may be repeated. An index that is
 * missing, emptied or foreign is built anew.
 */
export function startSearchConsumer({ database, search, now, log }: SearchConsumerOptions): SearchConsumer {
  const lease = new OwnLease(database);
  /** Rests that only stopping cuts short. */
  const rest = new Sleep();
  /** Sleeps until there is something to do. */
  const slumber = new Sleep();
  let isStopping = false;
  let isWoken = false;
  let comparedAt = Number.NEGATIVE_INFINITY;

  const complain = (rejected: readonly Rejected[]): void => {
    if (rejected.length === 0) return;
    log.error(
      { count: rejected.length, rejected: rejected.slice(0, 20) },
      'the search engine refuses documents',
    );
  };

  const rebuild = async (): Promise<void> => {
    log.info('the search index is missing or not of this database: building it anew');
    let reportedAt = performance.now();
    const rejected = await rebuildIndex(database, search, (progress) => {
      if (isStopping) throw new Stopped();
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

  const compare = async (): Promise<void> => {
    await search.ensureIndexes();
    const { stale, rejected, ...articles } = await reconcileIndex(database, search);
    complain(rejected);
    const mended = { stale: stale.length, ...articles };
    if (mended.stale + mended.ghosts + mended.missing > 0)
      log.warn(mended, 'the search index differed from the database');
    if (!(await lease.hold())) await oweEntries(database, 'search', stale);
    comparedAt = now();
  };

  const work = async (): Promise<boolean> => {
    const [entries, articles] = await Promise.all([
      owedEntries(database, 'search', BATCH),
      owedArticles(database, 'search', BATCH),
    ]);
    if (entries.length + articles.length === 0) return false;
    if (articles.length > 0) complain(await indexArticles(search, articles));
    complain(await indexEntries(database, search, entries));
    if (await lease.hold()) {
      await Promise.all([
        strikeArticles(database, 'search', articles),
        strikeEntries(database, 'search', entries),
      ]);
    } else {
      await oweEntries(database, 'search', entries);
    }
    return true;
  };

  const turn = async (): Promise<Turn> => {
    if (!(await lease.hold())) return 'elsewhere';
    if (!(await isIndexWhole(database, search))) {
      await rebuild();
      return 'worked';
    }
    if (now() - comparedAt >= COMPARISON) await compare();
    return (await work()) ? 'worked' : 'nothing';
  };

  /** Keeps the lease during steps that take long. */
  const renewal = setInterval(() => {
    lease.renew().catch(() => undefined);
  }, LEASE_RENEWAL + 100).unref();

  const restAfter = async (outcome: Turn): Promise<void> => {
    await rest.for(outcome === 'elsewhere' ? ROUND : PACE);
    if (outcome === 'nothing' && !isWoken && !isStopping) await slumber.for(ROUND);
  };

  const run = async (): Promise<void> => {
    let failures = 0;
    while (!isStopping) {
      try {
        isWoken = false;
        const outcome = await turn();
        failures = 0;
        if (!isStopping) await restAfter(outcome);
      } catch (error) {
        if (isStopping) break;
        const delay = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** failures) * (0.5 + Math.random() / 2);
        failures += 1;
        log.warn(
          { err: error, failures, delay: Math.round(delay) },
          'the search index cannot be kept up to date now',
        );
        await rest.for(delay);
      }
    }
  };
  const running = run();

  const isIdle = async (): Promise<boolean> =>
    !(await owes(database, 'search')) && (await isIndexWhole(database, search));

  return {
    wake: () => {
      isWoken = true;
      slumber.end();
    },
    idle: async () => {
      const nap = new Sleep();
      while (!isStopping && !(await isIdle().catch(() => false))) await nap.for(50);
    },
    stop: async () => {
      isStopping = true;
      clearInterval(renewal);
      rest.end();
      slumber.end();
      await running;
      await lease.release().catch(() => undefined);
    },
  };
}
