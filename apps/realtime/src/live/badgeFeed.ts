import { can } from '@sportello/core';
import type { Installation } from '@sportello/domain';
import type { Logger } from 'pino';
import type { Client } from './client.ts';
import { Ledger } from './ledger.ts';
import { liveRow } from './listFeed.ts';
import type { TicketState, TicketStates } from './ticketStates.ts';

/** Milliseconds between two pushes of the badge to the pages of one person. */
const BADGE_EVERY = 250;
/** Milliseconds before a push that failed is tried again. */
const AFTER_FAILURE = 1_000;

/** What a badge feed needs from its hub. */
export interface BadgeSources {
  readonly installation: Installation;
  readonly states: TicketStates;
  readonly log: Logger;
}

/**
 * The badge of one person in one role: what is unread, and the pages that show it. A change is pushed at once, and those
 * that follow on its heels together: what is pushed is what is so at that moment.
 */
export class BadgeFeed {
  /** What the person has not read. */
  readonly ledger: Ledger;
  /** The pages of the person. */
  readonly clients = new Set<Client>();
  readonly #sources: BadgeSources;
  readonly #dirty = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** One push at a time: a slow one must not arrive after a newer one. */
  #isPushing = false;
  #nextAt = 0;

  constructor(sources: BadgeSources, client: Client) {
    this.#sources = sources;
    this.ledger = new Ledger(sources.installation.database, client.principal);
  }

  /** Notes that the unread of a ticket, or its row, changed. */
  touch(ticket: string): void {
    this.#dirty.add(ticket);
    this.#plan();
  }

  /** Stops pushing. */
  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#dirty.clear();
  }

  #plan(): void {
    if (this.#timer || this.#isPushing || this.#dirty.size === 0) return;
    const wait = this.#nextAt - Date.now();
    if (wait <= 0) void this.#push();
    else
      this.#timer = setTimeout(() => {
        this.#timer = null;
        void this.#push();
      }, wait);
  }

  /** Pushes what is due; what could not be read stays due. */
  async #push(): Promise<void> {
    const ids = [...this.#dirty];
    this.#dirty.clear();
    this.#isPushing = true;
    this.#nextAt = Date.now() + BADGE_EVERY;
    try {
      await this.#send(ids);
    } catch (error) {
      this.#sources.log.warn({ err: error }, 'a badge was not pushed; it is tried again');
      for (const id of ids) this.#dirty.add(id);
      this.#nextAt = Date.now() + AFTER_FAILURE;
    } finally {
      this.#isPushing = false;
      if (this.clients.size > 0) this.#plan();
    }
  }

  async #send(ids: readonly string[]): Promise<void> {
    await Promise.all([...this.clients].map((client) => client.inTurn(() => this.#sendTo(client, ids))));
  }

  async #sendTo(client: Client, ids: readonly string[]): Promise<void> {
    const { installation, states } = this.#sources;
    const found = await Promise.all(ids.map((id) => states.get(id)));
    const there = found.filter((state) => state !== null).filter((state) => this.#isThere(client, state));
    const rows = await Promise.all(there.map((state) => liveRow(state, client, this.ledger)));
    const directory = await installation.people.directory(
      client.principal,
      rows.map(({ ticket }) => ticket),
    );
    const shown = new Set(rows.map(({ ticket }) => ticket.id));
    const gone = ids.filter((id) => !shown.has(id));
    client.send('badge', { unread: this.ledger.total, rows, gone, directory });
  }

  #isThere(client: Client, { ticket }: TicketState): boolean {
    return this.ledger.has(ticket.id) && can(client.principal, 'ticket.read', ticket);
  }
}
