import {
  can,
  conditionsOf,
  type ListQuery,
  meets,
  projectTicket,
  type TicketRow,
  viewsFor,
} from '@sportello/core';
import type { Installation } from '@sportello/domain';
import type { Client } from './client.ts';
import type { ViewCounters } from './counters.ts';
import type { Ledger } from './ledger.ts';
import { hasArchived, standingOf, type TicketState, type TicketStates } from './ticketStates.ts';

/** Milliseconds between two pushes of rows to one page. */
const ROWS_EVERY = 100;
/** Milliseconds between two pushes of counters to one page. */
const COUNTS_EVERY = 400;
/** Milliseconds before a push that failed is tried again. */
const AFTER_FAILURE = 1_000;

/** What a list feed needs from its hub. */
export interface FeedSources {
  readonly installation: Installation;
  readonly states: TicketStates;
  readonly counters: ViewCounters;
  ledgerOf(client: Client): Ledger;
}

/** A ticket as a row for one person, from what this process knows. */
export async function liveRow(state: TicketState, client: Client, ledger: Ledger): Promise<TicketRow> {
  const { principal } = client;
  return {
    ticket: projectTicket(state.ticket, principal.side),
    unread: await ledger.unreadIn(state),
    ...standingOf(state, principal),
  };
}

/** Pushes the changes of the list that one page looks at, gathered so that a busy queue costs a page ten pushes a second. */
export class ListFeed {
  readonly #client: Client;
  readonly #sources: FeedSources;
  readonly #dirty = new Set<string>();
  #countsDue = false;
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** One push at a time: a slow one must not arrive after a newer one. */
  #isPushing = false;
  #rowsAt = 0;
  #countsAt = 0;

  constructor(client: Client, sources: FeedSources) {
    this.#client = client;
    this.#sources = sources;
  }

  /** Notes that a ticket changed, and whether it may have changed a counter. */
  touch(ticket: string, countsToo: boolean): void {
    if (!this.#client.list) return;
    this.#dirty.add(ticket);
    this.#countsDue ||= countsToo;
    this.#plan();
  }

  /** Stops pushing. */
  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#dirty.clear();
  }

  #plan(): void {
    if (this.#timer || this.#isPushing) return;
    const now = Date.now();
    const rowsDue = this.#dirty.size > 0 ? this.#rowsAt + ROWS_EVERY : Number.POSITIVE_INFINITY;
    const countsDue = this.#countsDue ? this.#countsAt + COUNTS_EVERY : Number.POSITIVE_INFINITY;
    const at = Math.min(rowsDue, countsDue);
    if (at === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        void this.#push().finally(() => this.#plan());
      },
      Math.max(0, at - now),
    );
  }

  /** Pushes what is due; what could not be read stays due. */
  async #push(): Promise<void> {
    const ids = [...this.#dirty];
    const countsWereDue = this.#countsDue;
    this.#dirty.clear();
    this.#rowsAt = Date.now();
    this.#isPushing = true;
    try {
      await this.#client.inTurn(() => this.#send(ids));
    } catch {
      for (const id of ids) this.#dirty.add(id);
      this.#countsDue ||= countsWereDue;
      this.#rowsAt = Date.now() + AFTER_FAILURE;
      this.#countsAt = this.#rowsAt;
    } finally {
      this.#isPushing = false;
    }
  }

  async #send(ids: readonly string[]): Promise<void> {
    const client = this.#client;
    const { list } = client;
    const { rows, gone } = await this.#changes(ids, list);
    const counts = await this.#counts();
    if (rows.length === 0 && gone.length === 0 && counts === null) return;
    const { people } = this.#sources.installation;
    const directory = await people.directory(
      client.principal,
      rows.map(({ ticket }) => ticket),
    );
    // Another list may be looked at by now: its answer was read later, and what left this one may belong to that one.
    client.send('tickets', { rows, gone, counts, directory }, () => client.list === list);
  }

  async #counts() {
    if (!this.#countsDue || Date.now() < this.#countsAt + COUNTS_EVERY) return null;
    this.#countsDue = false;
    this.#countsAt = Date.now();
    const { counters } = this.#sources;
    const { counts, isCurrent } = await counters.count(
      this.#client.principal,
      viewsFor(this.#client.principal),
    );
    this.#countsDue ||= !isCurrent;
    return counts;
  }

  async #changes(
    ids: readonly string[],
    list: ListQuery | null,
  ): Promise<{ rows: TicketRow[]; gone: string[] }> {
    const client = this.#client;
    const rows: TicketRow[] = [];
    const gone: string[] = [];
    if (!list) return { rows, gone };
    const conditions = conditionsOf(list, client.principal);
    for (const id of ids) {
      const state = await this.#sources.states.get(id);
      const mayRead = state !== null && can(client.principal, 'ticket.read', state.ticket);
      if (mayRead && meets(conditions, state.ticket, hasArchived(state, client.principal))) {
        rows.push(await liveRow(state, client, this.#sources.ledgerOf(client)));
        client.shown.add(id);
      } else if (client.shown.delete(id)) gone.push(id);
    }
    return { rows, gone };
  }
}
