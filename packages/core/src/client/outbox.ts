import type { Uploaded } from '../attachments.ts';
import type { Written } from '../commands.ts';
import { type Refusal, type Result, refuse } from '../errors.ts';
import type { CommandInput } from '../requests.ts';

/** Commands that wait in the outbox: what a person wrote. */
export type OutboxCommand = 'ticket.reply' | 'ticket.note';

/** Something a person pressed Send on. It leaves the outbox only when the server has it or the person takes it back. */
export interface OutboxItem {
  readonly key: string;
  readonly ticket: string;
  readonly name: OutboxCommand;
  readonly input: CommandInput<OutboxCommand>;
  /** The files that its input names, to be shown while it waits. */
  readonly files?: readonly Uploaded[];
  /** Epoch milliseconds of the device when Send was pressed. */
  readonly at: number;
  /** Why the server refused it for good; the text stays until the person edits or discards it. */
  readonly refusal: Refusal | null;
}

/** Where an outbox survives a reload and a crash; in a browser IndexedDB. */
export interface OutboxStore {
  load(): Promise<readonly OutboxItem[]>;
  put(item: OutboxItem): Promise<void>;
  remove(key: string): Promise<void>;
}

/** An outbox that lives as long as the process: for programs. */
export function memoryStore(): OutboxStore {
  const items = new Map<string, OutboxItem>();
  return {
    load: async () => [...items.values()],
    put: async (item) => void items.set(item.key, item),
    remove: async (key) => void items.delete(key),
  };
}

/** Refusals after which repeating the same command makes sense. */
const passing = new Set<Refusal['code']>([
  'store_unavailable',
  'going_away',
  'too_many_requests',
  'internal',
  'storage_full',
  'unauthenticated',
  'company_changed',
  'protocol_old',
]);

const byTime = (one: OutboxItem, other: OutboxItem): number => one.at - other.at;

/** What an outbox needs to do its work. */
export interface OutboxOptions {
  readonly store: OutboxStore;
  readonly send: (item: OutboxItem) => Promise<Result<Written>>;
  /** Called with everything that still waits, after every change. */
  readonly changed?: (items: readonly OutboxItem[]) => void;
  /** Called once for each item the server has, with its answer. */
  readonly delivered?: (item: OutboxItem, written: Written) => void;
}

/**
 * Delivers what was written exactly once and in order: one item at a time per ticket, the same key at every try, and no
 * later message of a ticket before an earlier one is settled.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  #items: OutboxItem[] = [];
  /** Tickets being delivered. */
  readonly #running = new Map<string, Promise<void>>();
  /** Tickets that were to be delivered again while they were: the try under way may be waiting on a dead connection. */
  readonly #again = new Set<string>();
  #loaded: Promise<void> | null = null;
  #lastAt = 0;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** What waits, oldest first. */
  get items(): readonly OutboxItem[] {
    return this.#items;
  }

  /** Reads what an earlier page left behind; called by every other method first. */
  load(): Promise<void> {
    this.#loaded ??= this.#read().catch((error: unknown) => {
      this.#loaded = null;
      throw error;
    });
    return this.#loaded;
  }

  async #read(): Promise<void> {
    const items = await this.#options.store.load();
    this.#lastAt = Math.max(0, ...items.map(({ at }) => at));
    this.#set([...items].sort(byTime));
  }

  /** Keeps a message and tries to deliver it; resolves when it is kept, not when it is delivered. */
  async add(item: Omit<OutboxItem, 'at' | 'refusal'>): Promise<void> {
    await this.load();
    // Two messages in one millisecond, or a clock that goes back, must not change the order they were written in.
    this.#lastAt = Math.max(Date.now(), this.#lastAt + 1);
    const kept: OutboxItem = { ...item, at: this.#lastAt, refusal: null };
    await this.#options.store.put(kept);
    this.#set([...this.#items, kept]);
    void this.flush();
  }

  /** Takes an item back, for example to edit a refused text. */
  async discard(key: string): Promise<void> {
    await this.load();
    await this.#options.store.remove(key);
    this.#set(this.#items.filter((item) => item.key !== key));
  }

  /** Tries a refused item again. */
  async retry(key: string): Promise<void> {
    await this.#mark(key, null);
    await this.flush();
  }

  /** Tries to deliver everything that waits. Call it whenever the connection is back. */
  async flush(): Promise<void> {
    await this.load();
    const tickets = new Set(this.#items.map((item) => item.ticket));
    await Promise.all([...tickets].map((ticket) => this.#flushTicket(ticket)));
  }

  #flushTicket(ticket: string): Promise<void> {
    const running = this.#running.get(ticket);
    if (running !== undefined) {
      this.#again.add(ticket);
      return running;
    }
    const run = this.#drain(ticket).finally(() => this.#running.delete(ticket));
    this.#running.set(ticket, run);
    return run;
  }

  async #drain(ticket: string): Promise<void> {
    do {
      this.#again.delete(ticket);
      let item = this.#next(ticket);
      while (item && (await this.#deliver(item))) item = this.#next(ticket);
    } while (this.#again.has(ticket));
  }

  #next(ticket: string): OutboxItem | undefined {
    return this.#items.find((item) => item.ticket === ticket && item.refusal === null);
  }

  /** @returns true when the next item of the ticket may be tried */
  async #deliver(item: OutboxItem): Promise<boolean> {
    const result = await this.#options.send(item).catch(() => refuse('store_unavailable'));
    if (result.ok) {
      this.#options.delivered?.(item, result.data);
      await this.discard(item.key);
      return true;
    }
    if (passing.has(result.code)) return false;
    await this.#mark(item.key, result);
    return true;
  }

  async #mark(key: string, refusal: Refusal | null): Promise<void> {
    const item = this.#items.find((one) => one.key === key);
    if (!item) return;
    const marked = { ...item, refusal };
    await this.#options.store.put(marked);
    this.#set(this.#items.map((one) => (one.key === key ? marked : one)));
  }

  #set(items: OutboxItem[]): void {
    this.#items = items;
    this.#options.changed?.(items);
  }
}
