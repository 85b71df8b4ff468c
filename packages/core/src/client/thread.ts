import type { Directory } from '../entities.ts';
import type { Entry } from '../entries.ts';
import type { Result } from '../errors.ts';
import type { QueryName, QueryOutput, ServerEvent, SyncAnswer } from '../protocol.ts';
import type { QueryInput } from '../requestsOfReading.ts';
import {
  applyEntries,
  applyReaders,
  applySync,
  extendWindow,
  replaceWindow,
  type ThreadLog,
} from '../threadLog.ts';

/** Where a piece of the log came from. */
export type Via = 'live' | 'catchup' | 'reload';

/** Where a followed thread asks: the client's connection. */
export interface ThreadSource {
  /** Answers, or refuses; it never rejects. */
  query<N extends QueryName>(name: N, input: QueryInput<N>): Promise<Result<QueryOutput<N>>>;
}

/** What a followed thread tells its owner. */
export interface ThreadListener {
  /** The log after a change. */
  changed(log: ThreadLog): void;
  /** Names that came along. */
  named?(directory: Directory): void;
  /** Every entry handed over, before anything is skipped: for measuring and for proofs. */
  received?(entries: readonly Entry[], via: Via): void;
  /** The ticket cannot be followed: gone, no right to it, or (with `retryAfter`) not right now. */
  refused?(refusal: Extract<Result<never>, { ok: false }>): void;
}

/**
 * Follows one ticket without a hole: hold what arrives, sync, apply the answer, then what was held, then live.
 * A gap, a newer head or a reconnect begins the same way again.
 */
export class FollowedThread {
  readonly #source: ThreadSource;
  readonly #listener: ThreadListener;
  readonly ticket: string;
  #log: ThreadLog | null;
  /** What arrived while a sync ran, in the order it did. */
  readonly #held: (() => void)[] = [];
  #syncing: Promise<void> | null = null;
  #again = false;
  #closed = false;
  /** Epoch milliseconds (of the device) when a sync that failed in passing is due again. */
  #dueAt = Number.POSITIVE_INFINITY;
  /** Epoch milliseconds (of the server) of the last proof that nothing is missing. */
  syncedAt = 0;

  /**
   * @param log what the page already shows (server-rendered); null to load everything
   */
  constructor(source: ThreadSource, ticket: string, log: ThreadLog | null, listener: ThreadListener) {
    this.#source = source;
    this.ticket = ticket;
    this.#log = log;
    this.#listener = listener;
  }

  /** What is held; null until the first sync. */
  get log(): ThreadLog | null {
    return this.#log;
  }

  /** Brings the thread in step; concurrent calls share one run, and a call during a run repeats it once. */
  sync(): Promise<void> {
    if (this.#syncing !== null) {
      this.#again = true;
      return this.#syncing;
    }
    this.#syncing = this.#run().finally(() => {
      this.#syncing = null;
      if (!this.#again || this.#closed) return;
      this.#again = false;
      void this.sync();
    });
    return this.#syncing;
  }

  /** Syncs again when the last try failed in passing and its time has come. */
  retry(now: number): void {
    if (now >= this.#dueAt) void this.sync();
  }

  /** Loads older or newer entries into the window. */
  async extend(direction: 'before' | 'after', limit = 50): Promise<void> {
    const entries = this.#log?.entries ?? [];
    const edge = direction === 'before' ? entries[0]?.seq : entries.at(-1)?.seq;
    if (edge === undefined) return;
    const answer = await this.#source.query('history', { ticket: this.ticket, [direction]: edge, limit });
    if (!answer.ok || !this.#log || this.#closed) return;
    this.#listener.named?.(answer.data.directory);
    this.#listener.received?.(answer.data.entries, 'catchup');
    this.#put(extendWindow(this.#log, answer.data.entries));
  }

  /** Replaces the window by the one around an entry, for links and search hits. */
  async show(seq: number): Promise<void> {
    const answer = await this.#source.query('history', {
      ticket: this.ticket,
      after: Math.max(0, seq - 20),
      limit: 60,
    });
    if (!answer.ok || !this.#log || this.#closed) return;
    this.#listener.named?.(answer.data.directory);
    this.#put(replaceWindow(this.#log, answer.data.entries));
  }

  /** Receives a push; while a sync runs it is held. */
  receive(event: ServerEvent<'entries'>): void {
    this.#listener.received?.(event.entries, 'live');
    this.#hold(() => this.#apply(event));
  }

  /** Receives read positions; while a sync runs they are held. */
  receiveReaders(event: ServerEvent<'readers'>): void {
    this.#hold(() => {
      this.#listener.named?.(event.directory);
      if (this.#log) this.#put(applyReaders(this.#log, event.readers, event.unread));
    });
  }

  /** Receives the head number: the only thing that reveals a lost last push. */
  receiveHead(head: number, at: number): void {
    if (!this.#log || head > this.#log.ticket.seq) return void this.sync();
    this.syncedAt = at;
    this.#listener.changed(this.#log);
  }

  /** Stops following. */
  close(): void {
    this.#closed = true;
  }

  async #run(): Promise<void> {
    const have = this.#log?.ticket.seq;
    this.#dueAt = Number.POSITIVE_INFINITY;
    const answer = await this.#source.query('sync', {
      ticket: this.ticket,
      ...(have !== undefined && { have }),
    });
    if (this.#closed) return;
    if (!answer.ok) {
      if (answer.retryAfter !== undefined) this.#dueAt = Date.now() + answer.retryAfter;
      return this.#listener.refused?.(answer);
    }
    this.#adopt(answer.data);
    if (answer.data.more) this.#again = true;
    for (const apply of this.#held.splice(0)) apply();
  }

  /** An answer may be older than what was pushed while it was on its way: it comes first. */
  #hold(apply: () => void): void {
    if (this.#syncing || !this.#log) this.#held.push(apply);
    else apply();
  }

  #adopt(answer: SyncAnswer): void {
    this.#listener.named?.(answer.directory);
    this.#listener.received?.(answer.entries, answer.startOver ? 'reload' : 'catchup');
    this.syncedAt = answer.at;
    this.#put(applySync(this.#log, answer));
  }

  #apply(event: ServerEvent<'entries'>): void {
    if (!this.#log) return;
    this.#listener.named?.(event.directory);
    const { log, gap } = applyEntries(this.#log, event.entries);
    const isNewest = (event.entries.at(-1)?.seq ?? 0) >= log.ticket.seq;
    this.#put(isNewest ? { ...log, unread: event.unread } : log);
    if (gap) void this.sync();
  }

  #put(log: ThreadLog): void {
    this.#log = log;
    this.#listener.changed(log);
  }
}
