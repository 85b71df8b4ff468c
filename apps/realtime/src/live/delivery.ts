import { can, type Entry, holdReasonFor, projectEntry, type Reader } from '@sportello/core';
import { type Installation, projectReaders } from '@sportello/domain';
import { fromReaderRecord, type ReaderRecord } from '@sportello/models';
import type { Logger } from 'pino';
import { BadgeFeed } from './badgeFeed.ts';
import type { Client } from './client.ts';
import { ViewCounters } from './counters.ts';
import { Ledger } from './ledger.ts';
import { ListFeed } from './listFeed.ts';
import { type TicketState, TicketStates } from './ticketStates.ts';

/** Who looks at what. */
export interface Pages {
  /** The pages that follow a ticket. */
  followersOf(ticket: string): Iterable<Client>;
  /** A change could not be passed on: the pages have to catch up by themselves. */
  startOver(): void;
}

/**
 * Turns what was committed into what the pages of this process see: entries, read positions, rows, counters and badges.
 * Who may see an entry is asked again at every send: sockets outlive permissions.
 */
export class Delivery {
  readonly #installation: Installation;
  readonly #pages: Pages;
  readonly #log: Logger;
  readonly #states: TicketStates;
  readonly #counters: ViewCounters;
  readonly #badges = new Map<string, BadgeFeed>();
  readonly #feeds = new Map<Client, ListFeed>();

  constructor(installation: Installation, pages: Pages, log: Logger) {
    this.#installation = installation;
    this.#pages = pages;
    this.#log = log;
    this.#states = new TicketStates(installation.database);
    this.#counters = new ViewCounters(installation.database, Date.now);
  }

  /** Takes in a page. */
  add(client: Client): void {
    this.#feeds.set(
      client,
      new ListFeed(client, {
        installation: this.#installation,
        states: this.#states,
        counters: this.#counters,
        ledgerOf: (one) => this.#ledgerOf(one),
      }),
    );
    this.#badgeOf(client).clients.add(client);
    void this.#ledgerOf(client)
      .load()
      .catch((error: unknown) => this.#log.warn({ err: error }, 'ledger not loaded'));
  }

  /** Lets a page go. */
  remove(client: Client): void {
    this.#feeds.get(client)?.close();
    this.#feeds.delete(client);
    for (const [key, badge] of this.#badges) {
      if (!badge.clients.delete(client) || badge.clients.size > 0) continue;
      badge.close();
      this.#badges.delete(key);
    }
  }

  /** Forgets what is known of tickets: changes were missed, or nobody looks and it would only grow old. */
  forget(): void {
    this.#states.clear();
    this.#counters.changed();
  }

  /** Stops pushing. */
  close(): void {
    for (const feed of this.#feeds.values()) feed.close();
    for (const badge of this.#badges.values()) badge.close();
  }

  /** Passes on an entry. */
  committed(entry: Entry): void {
    this.#inOrder(entry.ticket, async () => {
      const participants = this.#states.participantsOf(entry.ticket);
      const state = await this.#states.advance(entry);
      if (!state) return;
      const isPublic = entry.audience === 'all';
      const countsToo =
        entry.kind === 'opened' ||
        Object.keys(entry.changes).length > 0 ||
        participants !== state.ticket.participants ||
        // Whoever archived it may find it in the list again.
        [...state.readers.values()].some(({ archived }) => archived !== undefined);
      if (countsToo) this.#counters.changed();
      await this.#sendEntry(state, entry);
      await this.#updateBadges(state, isPublic, entry);
      // Only now: a row is made of the ledgers too, and they know the entry from here on.
      this.#touchLists(state.ticket.id, countsToo, isPublic);
    });
  }

  /**
   * Passes on a read position.
   * @param isPublic false when only staff's own position moved, or a person's own list: customers must not notice
   * @param isArchiving the person took the ticket out of their list or back into it
   */
  positioned(record: ReaderRecord, isPublic: boolean, isArchiving: boolean): void {
    this.#inOrder(record.ticket, async () => {
      const state = await this.#states.get(record.ticket);
      if (!state) return;
      const reader = fromReaderRecord(record);
      state.readers.set(reader.person, reader);
      await this.#sendReader(state, reader, isPublic);
      await this.#updateBadges(state, isPublic, undefined, reader.person);
      this.#touchLists(state.ticket.id, isArchiving, isPublic, reader.person);
    });
  }

  /** A ticket is not there any more. */
  purged(ticket: string): void {
    this.#inOrder(ticket, async () => {
      this.#states.forget(ticket);
      this.#counters.changed();
      for (const badge of this.#badges.values()) if (badge.ledger.drop(ticket)) badge.touch(ticket);
      this.#touchLists(ticket, true, true);
    });
  }

  #inOrder(ticket: string, work: () => Promise<void>): void {
    this.#states.inOrder(ticket, work).catch((error: unknown) => {
      this.#log.error({ err: error, ticket }, 'a change was not pushed; pages start over');
      this.#pages.startOver();
    });
  }

  async #sendEntry(state: TicketState, entry: Entry): Promise<void> {
    for (const client of this.#pages.followersOf(entry.ticket)) {
      const { principal } = client;
      if (!this.#mayRead(client, state)) continue;
      const seen = projectEntry(entry, principal.side);
      if (!seen) continue;
      const names = await this.#installation.people.directory(principal, [], [seen]);
      const directory = entry.changes.hold ? { ...names, ...holdReasonFor(state.ticket, principal) } : names;
      const unread = await this.#ledgerOf(client).unreadIn(state, entry);
      client.send('entries', { ticket: entry.ticket, entries: [seen], unread, directory });
    }
  }

  async #sendReader(state: TicketState, reader: Reader, isPublic: boolean): Promise<void> {
    for (const client of this.#pages.followersOf(state.ticket.id)) {
      const { principal } = client;
      if (!isPublic && principal.side === 'customer' && principal.person !== reader.person) continue;
      if (!this.#mayRead(client, state)) continue;
      const directory = await this.#installation.people.directory(principal, [], [], [reader.person]);
      const unread = reader.person === principal.person ? await this.#ledgerOf(client).unreadIn(state) : null;
      client.send('readers', {
        ticket: state.ticket.id,
        readers: projectReaders([reader], principal),
        unread,
        directory,
      });
    }
  }

  /** @param whose counters alone may have changed; without one, everybody's */
  #touchLists(ticket: string, countsToo: boolean, isPublic: boolean, whose?: string): void {
    for (const [client, feed] of this.#feeds) {
      const { person, side } = client.principal;
      const isOwn = whose === undefined || whose === person;
      if (isPublic || side === 'staff' || whose === person) feed.touch(ticket, countsToo && isOwn);
    }
  }

  async #updateBadges(state: TicketState, isPublic: boolean, entry?: Entry, whose?: string): Promise<void> {
    for (const badge of [...this.#badges.values()]) {
      const { ledger, clients } = badge;
      const [client] = clients;
      if (!client) continue;
      const { person, side } = client.principal;
      if (!isPublic && side === 'customer' && person !== whose) continue;
      if (!(this.#mayRead(client, state) || ledger.has(state.ticket.id))) continue;
      if (await ledger.update(state, entry)) badge.touch(state.ticket.id);
    }
  }

  #mayRead(client: Client, state: TicketState): boolean {
    return can(client.principal, 'ticket.read', state.ticket);
  }

  #ledgerOf(client: Client): Ledger {
    const known = this.#badges.get(badgeKey(client));
    return known?.ledger ?? new Ledger(this.#installation.database, client.principal);
  }

  #badgeOf(client: Client): BadgeFeed {
    const key = badgeKey(client);
    const known = this.#badges.get(key);
    if (known) return known;
    const sources = { installation: this.#installation, states: this.#states, log: this.#log };
    const badge = new BadgeFeed(sources, client);
    this.#badges.set(key, badge);
    return badge;
  }
}

/** Pages of one person in one role share what is unread. */
function badgeKey(client: Client): string {
  return `${client.principal.person}:${client.principal.company ?? ''}:${client.principal.role}`;
}
