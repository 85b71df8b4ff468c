import * as z from 'zod/mini';
import type { CommandName, CommandOutput } from '../commands.ts';
import type { Directory } from '../entities.ts';
import { type ErrorCode, type Refusal, type Result, refuse } from '../errors.ts';
import {
  type InboxAnswer,
  type ListAnswer,
  listAnswer,
  type Presence,
  type PresenceKind,
  type QueryName,
  type QueryOutput,
  type ServerEvent,
  SILENCE_LIMIT,
} from '../protocol.ts';
import type { CommandInput, ListQueryInput } from '../requests.ts';
import type { QueryInput } from '../requestsOfReading.ts';
import type { ThreadLog } from '../threadLog.ts';
import { FollowedThread, type ThreadListener } from './thread.ts';
import { type LinkState, Transport, type TransportOptions } from './transport.ts';

/** How the page stands towards the server: pushed live, asked every few seconds, or alone. */
export type Liveness = 'live' | 'polling' | 'offline';

/** What a client tells its owner beside the threads it follows. */
export interface ClientListener {
  liveness?(state: Liveness): void;
  badge?(event: ServerEvent<'badge'>): void;
  inbox?(answer: InboxAnswer): void;
  tickets?(event: ServerEvent<'tickets'>): void;
  /** The watched list as a whole, after watching began or the connection came back. */
  list?(answer: ListAnswer): void;
  /** Names that changed; those that payloads need come along with them. */
  names?(directory: Directory): void;
  presence?(presence: Presence): void;
  reload?(reason: ServerEvent<'reload'>['reason']): void;
  /** Something answered again after a silence: the moment to flush an outbox. */
  reachable?(): void;
}

/** Options of a client; see {@link TransportOptions}. */
export interface ClientOptions extends TransportOptions {
  /** Milliseconds between two questions while the socket cannot be had. */
  readonly pollInterval?: number;
}

/** Milliseconds without a socket before polling begins. */
const POLLING_AFTER = 4_000;

/**
 * The typed client of Sportello for browser and Node: commands, queries, followed threads, a watched list and the inbox.
 * It reconnects for ever, catches up by number, and polls over HTTP while no socket can be had.
 */
export class SportelloClient {
  readonly #transport: Transport;
  readonly #listener: ClientListener;
  readonly #options: ClientOptions;
  readonly #threads = new Map<string, FollowedThread>();
  #list: ListQueryInput | null = null;
  #liveness: Liveness = 'offline';
  #downSince = 0;
  #polledAt = 0;
  /** Questions that were refused in passing: the connection stands, so nothing else would ask them again. */
  #isListDue = false;
  #isInboxDue = false;
  #ticker: ReturnType<typeof setInterval> | null = null;

  constructor(options: ClientOptions, listener: ClientListener = {}) {
    this.#options = options;
    this.#listener = listener;
    this.#transport = new Transport(options);
    this.#transport.onState((state) => this.#linked(state));
    this.#transport.on('entries', (event) => this.#threads.get(event.ticket)?.receive(event));
    this.#transport.on('readers', (event) => this.#threads.get(event.ticket)?.receiveReaders(event));
    this.#transport.on('head', (event) => this.#heads(event));
    this.#transport.on('tickets', (event) => listener.tickets?.(event));
    this.#transport.on('badge', (event) => listener.badge?.(event));
    this.#transport.on('names', (event) => listener.names?.(event));
    this.#transport.on('presence', (event) => listener.presence?.(event));
    this.#transport.on('reload', (event) => listener.reload?.(event.reason));
  }

  /** How the page stands towards the server. */
  get liveness(): Liveness {
    return this.#liveness;
  }

  /** Opens the connection; it stays open through every failure until {@link close}. */
  open(): void {
    this.#downSince = Date.now();
    this.#transport.open();
    this.#ticker ??= setInterval(() => this.#tick(), 1_000);
  }

  /** Ends everything. */
  close(): void {
    if (this.#ticker) clearInterval(this.#ticker);
    this.#ticker = null;
    for (const thread of this.#threads.values()) thread.close();
    this.#threads.clear();
    this.#transport.close();
  }

  /** Looks at once whether the connection still lives: after a sleep, a tunnel, a change of network. */
  wake(): void {
    this.#transport.renew();
  }

  /**
   * Carries out a command once.
   * @param key makes a repeat harmless; use the same one when an answer is unknown (`store_unavailable`)
   */
  command<N extends CommandName>(
    name: N,
    input: CommandInput<N>,
    key?: string,
  ): Promise<Result<CommandOutput<N>>> {
    return this.#transport.command(name, input, key);
  }

  /**
   * Carries out a command, repeating it with the same key while the answer is unknown.
   * @param patience milliseconds after which it gives up with the last refusal
   */
  async insist<N extends CommandName>(
    name: N,
    input: CommandInput<N>,
    key: string,
    patience = 30_000,
  ): Promise<Result<CommandOutput<N>>> {
    const until = Date.now() + patience;
    let answer = await this.command(name, input, key);
    while (!answer.ok && answer.retryAfter !== undefined && Date.now() < until) {
      const pause = Math.min(answer.retryAfter, 2_000);
      await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
      answer = await this.command(name, input, key);
    }
    return answer;
  }

  /** Asks a query once. */
  query<N extends QueryName>(name: N, input: QueryInput<N>): Promise<Result<QueryOutput<N>>> {
    return this.#transport.query(name, input);
  }

  /**
   * Follows a ticket from what is already held.
   * @param log the server-rendered log; null to load it
   */
  follow(ticket: string, log: ThreadLog | null, listener: ThreadListener): FollowedThread {
    this.#threads.get(ticket)?.close();
    const thread = new FollowedThread(this.#transport, ticket, log, listener);
    this.#threads.set(ticket, thread);
    if (this.#transport.state === 'live') void thread.sync();
    return thread;
  }

  /** Stops following a ticket. */
  unfollow(ticket: string): void {
    this.#threads.get(ticket)?.close();
    if (!this.#threads.delete(ticket)) return;
    void this.#transport.request('unfollow', { ticket }, z.unknown());
  }

  /** Watches a list (null: none); its whole window comes to `listener.list` now and after every reconnect. */
  async watch(list: ListQueryInput | null): Promise<Refusal | null> {
    this.#list = list;
    return this.#watchNow();
  }

  /** Tells the others what the person is doing on a ticket. */
  presence(ticket: string, kind: PresenceKind): void {
    this.#transport.presence(ticket, kind);
  }

  #heads(event: ServerEvent<'head'>): void {
    for (const [ticket, head] of Object.entries(event.heads))
      this.#threads.get(ticket)?.receiveHead(head, event.at);
  }

  #linked(state: LinkState): void {
    if (state === 'refused') this.#listener.reload?.(reasonOf(this.#transport.refusedFor));
    if (state !== 'live') {
      this.#downSince ||= Date.now();
      this.#become(this.#liveness === 'polling' ? 'polling' : 'offline');
      return;
    }
    this.#downSince = 0;
    this.#become('live');
    void this.#catchUp();
    this.#listener.reachable?.();
  }

  async #catchUp(): Promise<void> {
    await Promise.all([
      ...[...this.#threads.values()].map((thread) => thread.sync()),
      this.#watchNow(),
      this.#readInbox(),
    ]);
  }

  async #readInbox(): Promise<boolean> {
    if (!this.#listener.inbox) return false;
    this.#isInboxDue = false;
    const answer = await this.#transport.query('inbox', {}, (received) => {
      if (received.ok) this.#listener.inbox?.(received.data);
    });
    if (!answer.ok) this.#isInboxDue = isPassing(answer);
    return answer.ok;
  }

  async #watchNow(): Promise<Refusal | null> {
    if (this.#transport.state !== 'live') return refuse('store_unavailable');
    const list = this.#list;
    this.#isListDue = false;
    const answer = await this.#transport.request('watch', { list }, z.nullable(listAnswer), (received) => {
      // Another list may have been chosen meanwhile: this answer is not its.
      if (received.ok && received.data && list === this.#list) this.#listener.list?.(received.data);
    });
    if (answer.ok) return null;
    this.#isListDue ||= isPassing(answer) && list === this.#list;
    return answer;
  }

  #tick(): void {
    const { state, heardAt } = this.#transport;
    if (state === 'live') {
      if (Date.now() - heardAt > SILENCE_LIMIT) this.#transport.renew();
      else this.#retry();
      return;
    }
    if (state === 'refused' || Date.now() - this.#downSince < POLLING_AFTER) return;
    if (Date.now() - this.#polledAt < (this.#options.pollInterval ?? 5_000)) return;
    this.#polledAt = Date.now();
    void this.#poll();
  }

  #retry(): void {
    for (const thread of this.#threads.values()) thread.retry(Date.now());
    if (this.#isListDue) void this.#watchNow();
    if (this.#isInboxDue) void this.#readInbox();
  }

  /** The same sync over HTTP: slower, but nothing is missing. */
  async #poll(): Promise<void> {
    const list = this.#list;
    const answer = await this.#transport.query('inbox', {});
    if (this.#isLive()) return;
    this.#become(answer.ok ? 'polling' : 'offline');
    if (!answer.ok) return;
    this.#listener.inbox?.(answer.data);
    this.#listener.reachable?.();
    this.#transport.hurry();
    const rows = list ? await this.#transport.query('list', list) : null;
    // A socket that came meanwhile has told newer things.
    if (this.#isLive()) return;
    if (rows?.ok && list === this.#list) this.#listener.list?.(rows.data);
    await Promise.all([...this.#threads.values()].map((thread) => thread.sync()));
  }

  #isLive(): boolean {
    return this.#transport.state === 'live';
  }

  #become(liveness: Liveness): void {
    if (liveness === this.#liveness) return;
    this.#liveness = liveness;
    this.#listener.liveness?.(liveness);
  }
}

/** True for a refusal that waiting cures. */
function isPassing(refusal: Refusal): boolean {
  return refusal.retryAfter !== undefined;
}

/** What a refused handshake means for the page. */
function reasonOf(code: ErrorCode | null): ServerEvent<'reload'>['reason'] {
  return code === 'protocol_old' || code === 'company_changed' ? code : 'session_ended';
}
