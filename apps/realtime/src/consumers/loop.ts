import { randomUUID } from 'node:crypto';
import { type Database, holdLease, releaseLease } from '@sportello/models';
import type { Logger } from 'pino';

/** What a turn of the loop leads to: go on, sleep until woken, or leave the work to another process. */
export type Turn = 'worked' | 'nothing' | 'elsewhere';

/** What a consumer does over and over. */
export interface ConsumerWork {
  readonly database: Database;
  /** Name of the lease under which one process at a time does this work. */
  readonly lease: string;
  readonly log: Pick<Logger, 'warn'>;
  /** Said when a turn fails; the next one is tried after a growing delay. */
  readonly complaint: string;
  /** Milliseconds between two steps: what is committed meanwhile shares the next one. */
  readonly pace?: number;
  /** Milliseconds after which a sleeping consumer looks by itself, and a waiting one asks for the lease again. */
  readonly round?: number;
  /** A step of the work, carried out while the lease is held. Answers whether there was anything to do. */
  turn(loop: LoopState): Promise<boolean>;
}

/** What a step knows of the loop it runs in. */
export interface LoopState {
  readonly isStopping: boolean;
  /** True while this process may do the work; asks the database when it has not done so for a while. */
  hold(): Promise<boolean>;
}

/** A running loop. */
export interface ConsumerLoop {
  /** There may be something to do. */
  wake(): void;
  /** Resolves once `isIdle` holds, or the loop is stopped. */
  until(isIdle: () => Promise<boolean>): Promise<void>;
  /** Ends after the step under way. */
  stop(): Promise<void>;
}

const LEASE_DURATION = 20_000;
const LEASE_RENEWAL = 5_000;

const PACE = 200;
const ROUND = 5_000;
const FIRST_RETRY = 500;
const LAST_RETRY = 10_000;

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

/** A lease as this process knows it, renewed no more often than needed. */
class OwnLease {
  readonly #database: Database;
  readonly #name: string;
  readonly #holder = randomUUID();
  /** Monotonic milliseconds; null while the lease is not ours. */
  #renewedAt: number | null = null;
  #asking: Promise<boolean> | null = null;

  constructor(database: Database, name: string) {
    this.#database = database;
    this.#name = name;
  }

  /** True while this process may do the work; takes the lease when it is free. */
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
    if (this.#renewedAt !== null) await releaseLease(this.#database, this.#name, this.#holder);
    this.#renewedAt = null;
  }

  async #ask(): Promise<boolean> {
    const begun = performance.now();
    const isHeld = await holdLease(this.#database, this.#name, this.#holder, LEASE_DURATION);
    this.#renewedAt = isHeld ? begun : null;
    return isHeld;
  }
}

/**
 * Starts a consumer: it takes its turns while it holds its lease, sleeps while there is nothing to do, and goes on after
 * failures. It may be killed anywhere, so every step must bear being repeated.
 */
export function startLoop(work: ConsumerWork): ConsumerLoop {
  const { database, lease: name, log, complaint, pace = PACE, round = ROUND, turn } = work;
  const lease = new OwnLease(database, name);
  /** Rests that only stopping cuts short. */
  const rest = new Sleep();
  /** Sleeps until there is something to do. */
  const slumber = new Sleep();
  const state = { isStopping: false, hold: () => lease.hold() };
  let isWoken = false;

  /** Keeps the lease during steps that take long. */
  const renewal = setInterval(() => {
    lease.renew().catch(() => undefined);
  }, LEASE_RENEWAL + 100).unref();

  const take = async (): Promise<Turn> => {
    if (!(await lease.hold())) return 'elsewhere';
    return (await turn(state)) ? 'worked' : 'nothing';
  };

  const restAfter = async (outcome: Turn): Promise<void> => {
    await rest.for(outcome === 'elsewhere' ? round : pace);
    if (outcome === 'nothing' && !isWoken && !state.isStopping) await slumber.for(round);
  };

  const run = async (): Promise<void> => {
    let failures = 0;
    while (!state.isStopping) {
      try {
        isWoken = false;
        const outcome = await take();
        failures = 0;
        if (!state.isStopping) await restAfter(outcome);
      } catch (error) {
        if (state.isStopping) break;
        const delay = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** failures) * (0.5 + Math.random() / 2);
        failures += 1;
        log.warn({ err: error, failures, delay: Math.round(delay) }, complaint);
        await rest.for(delay);
      }
    }
  };
  const running = run();

  return {
    wake: () => {
      isWoken = true;
      slumber.end();
    },
    until: async (isIdle) => {
      const nap = new Sleep();
      while (!state.isStopping && !(await isIdle().catch(() => false))) await nap.for(50);
    },
    stop: async () => {
      state.isStopping = true;
      clearInterval(renewal);
      rest.end();
      slumber.end();
      await running;
      await lease.release().catch(() => undefined);
    },
  };
}
