import { can, type Entry, projectEntry, projectTicket, type Reader } from '@sportello/core';
import { type Installation, projectReaders } from '@sportello/domain';
import {
  type EntryRecord,
  fromEntryRecord,
  fromReaderRecord,
  type ReaderRecord,
  type Ring,
} from '@sportello/models';
import type { Logger } from 'pino';
import type { Client } from './client.ts';
import { ViewCounters } from './counters.ts';
import { Ledger } from './ledger.ts';
import { ListFeed, liveRow } from './listFeed.ts';
import { type TicketState, TicketStates } from './ticketStates.ts';

/**
 * Turns what was committed into what the pages of this process see. Who may see an entry is asked again at every send:
 * sockets outlive permissions.
 */
export class Hub {
  readonly #installation: Installation;
  readonly #log: Logger;
  readonly #states: TicketStates;
  readonly #counters: ViewCounters;
  readonly #clients = new Set<Client>();
  readonly #followers = new Map<string, Set<Client>>();
  readonly #ledgers = new Map<string, { readonly ledger: Ledger; readonly clients: Set<Client> }>();
  readonly #feeds = new Map<Client, ListFeed>();
  readonly #stopListening: () => void;

  constructor(installation: Installation, log: Logger) {
    this.#installation = installation;
    this.#log = log;
    this.#states = new TicketStates(installation.database);
    this.#counters = new ViewCounters(installation.database, Date.now);
    this.#stopListening = installation.onRing((ring) => this.#rung(ring));
  }

  /** Pages connected to this process. */
  get size(): number {
    return this.#clients.size;
  }

  /** All pages connected to this process. */
  get clients(): ReadonlySet<Client> {
    return this.#clients;
  }

  /** Takes in a page. */
  add(client: Client): void {
    this.#clients.add(client);
    this.#feeds.set(
      client,
      new ListFeed(client, {
        installation: this.#installation,
        states: this.#states,
        counters: this.#counters,
        ledgerOf: (one) => this.#ledgerOf(one),
      }),
    );
    const key = ledgerKey(client);
    const known = this.#ledgers.get(key);
    if (known) known.clients.add(client);
    else
      this.#ledgers.set(key, {
        ledger: new Ledger(this.#installation.database, client.principal),
        clients: new Set([client]),
      });
    void this.#ledgerOf(client)
      .load()
      .catch((error: unknown) => this.#log.warn({ err: error }, 'ledger not loaded'));
  }

  /** Lets a page go. */
  remove(client: Client): void {
    this.#clients.delete(client);
    this.#feeds.get(client)?.close();
    this.#feeds.delete(client);
    for (const ticket of client.followed) this.unfollow(client, ticket);
    for (const [key, { clients }] of this.#ledgers)
      if (clients.delete(client) && clients.size === 0) this.#ledgers.delete(key);
  }

  /** Sends a page everything that is committed on a ticket from now on. Call it before the log is read. */
  follow(client: Client, ticket: string): void {
    // It may have gone while its question was being read.
    if (!this.#clients.has(client)) return;
    client.followed.add(ticket);
    const followers = this.#followers.get(ticket);
    if (followers) followers.add(client);
    else this.#followers.set(ticket, new Set([client]));
  }

  /** Stops sending. */
  unfollow(client: Client, ticket: string): void {
    client.followed.delete(ticket);
    const followers = this.#followers.get(ticket);
    followers?.delete(client);
    if (followers?.size === 0) this.#followers.delete(ticket);
  }

  /** Tells every page the head number of the tickets it follows, from the database itself: it reveals a lost last push. */
  async beat(): Promise<void> {
    const ids = [...this.#followers.keys()];
    const records = await this.#installation.database.tickets.collection
      .find({ _id: { $in: ids as never[] } }, { projection: { seq: 1, pub: 1 } })
      .toArray();
    const heads = new Map(
      records.map((record) => [
        String(record._id),
        { seq: Number(record['seq']), pub: Number(record['pub']) },
      ]),
    );
    for (const client of this.#clients) {
      const own = [...client.followed].flatMap((ticket) => {
        const head = heads.get(ticket);
        return head ? [[ticket, client.principal.side === 'staff' ? head.seq : head.pub] as const] : [];
      });
      client.send('head', { heads: Object.fromEntries(own), at: this.#installation.now() });
    }
  }

  /** Stops listening. */
  close(): void {
    this.#stopListening();
    for (const feed of this.#feeds.values()) feed.close();
  }

  #ledgerOf(client: Client): Ledger {
    return (
      this.#ledgers.get(ledgerKey(client))?.ledger ??
      new Ledger(this.#installation.database, client.principal)
    );
  }

  #rung(ring: Ring | null): void {
    try {
      if (ring === null) this.#startOver();
      // Nobody looks: what is kept would only grow old.
      else if (this.#clients.size === 0) this.#states.clear();
      else this.#pass(ring);
    } catch (error) {
      // Whoever else listens to the bell must hear it too.
      this.#log.error({ err: error }, 'a change was not understood; pages start over');
      this.#startOver();
    }
  }

  #pass(ring: Ring): void {
    if (ring.collection === 'entries' && ring.kind === 'insert')
      this.#committed(fromEntryRecord(ring.document as EntryRecord));
    if (ring.collection === 'readers' && ring.document)
      this.#positioned(ring.document as ReaderRecord, isPublicPosition(ring));
    if (ring.collection === 'people' || ring.collection === 'companies' || ring.collection === 'sessions')
      this.#recheck(ring);
    if (ring.collection === 'settings') for (const client of this.#clients) client.dismiss('portal_changed');
  }

  /** Changes were missed: every page catches up by itself as after a lost connection. */
  #startOver(): void {
    this.#states.clear();
    this.#counters.changed();
    for (const client of [...this.#clients]) client.socket.disconnect(true);
  }

  #committed(entry: Entry): void {
    this.#inOrder(entry.ticket, async () => {
      const participants = this.#states.participantsOf(entry.ticket);
      const state = await this.#states.advance(entry);
      if (!state) return;
      const isPublic = entry.audience === 'all';
      const countsToo =
        entry.kind === 'opened' ||
        Object.keys(entry.changes).length > 0 ||
        participants !== state.ticket.participants;
      if (countsToo) this.#counters.changed();
      await this.#sendEntry(state, entry);
      this.#touchLists(state.ticket.id, countsToo, isPublic);
      await this.#updateBadges(state, isPublic, entry);
    });
  }

  /** @param isPublic false when only staff's own position moved: a note was read, and customers must not notice */
  #positioned(record: ReaderRecord, isPublic: boolean): void {
    this.#inOrder(record.ticket, async () => {
      const state = await this.#states.get(record.ticket);
      if (!state) return;
      const reader = fromReaderRecord(record);
      state.readers.set(reader.person, reader);
      await this.#sendReader(state, reader, isPublic);
      this.#touchLists(state.ticket.id, false, isPublic);
      await this.#updateBadges(state, isPublic);
    });
  }

  #inOrder(ticket: string, work: () => Promise<void>): void {
    this.#states.inOrder(ticket, work).catch((error: unknown) => {
      this.#log.error({ err: error, ticket }, 'a change was not pushed; pages catch up at the next beat');
    });
  }

  async #sendEntry(state: TicketState, entry: Entry): Promise<void> {
    for (const client of this.#followers.get(entry.ticket) ?? []) {
      const { principal } = client;
      if (!this.#mayRead(client, state)) continue;
      const seen = projectEntry(entry, principal.side);
      if (!seen) continue;
      const directory = await this.#installation.people.directory(principal, [], [seen]);
      const unread = await this.#ledgerOf(client).unreadIn(state, entry);
      client.send('entries', { ticket: entry.ticket, entries: [seen], unread, directory });
    }
  }

  async #sendReader(state: TicketState, reader: Reader, isPublic: boolean): Promise<void> {
    for (const client of this.#followers.get(state.ticket.id) ?? []) {
      const { principal } = client;
      if (!isPublic && principal.side === 'customer') continue;
      if (!this.#mayRead(client, state)) continue;
      const directory = await this.#installation.people.directory(principal, [], [], [reader.person]);
      const unread = reader.person === principal.person ? await this.#ledgerOf(client).unreadIn(state) : null;
      client.send('readers', {
        ticket: state.ticket.id,
        readers: projectReaders([reader], principal.side),
        unread,
        directory,
      });
    }
  }

  #touchLists(ticket: string, countsToo: boolean, isPublic: boolean): void {
    for (const [client, feed] of this.#feeds)
      if (isPublic || client.principal.side === 'staff') feed.touch(ticket, countsToo);
  }

  async #updateBadges(state: TicketState, isPublic: boolean, entry?: Entry): Promise<void> {
    for (const { ledger, clients } of [...this.#ledgers.values()]) {
      const [client] = clients;
      if (!client || (!isPublic && client.principal.side === 'customer')) continue;
      if (!(this.#mayRead(client, state) || ledger.has(state.ticket.id))) continue;
      if (await ledger.update(state, entry)) await this.#sendBadge(state, ledger, clients);
    }
  }

  async #sendBadge(state: TicketState, ledger: Ledger, clients: ReadonlySet<Client>): Promise<void> {
    for (const client of clients) {
      const isThere = ledger.has(state.ticket.id) && this.#mayRead(client, state);
      const rows = isThere ? [await liveRow(state, client, ledger)] : [];
      const directory = await this.#installation.people.directory(
        client.principal,
        isThere ? [projectTicket(state.ticket, client.principal.side)] : [],
      );
      client.send('badge', { unread: ledger.total, rows, gone: isThere ? [] : [state.ticket.id], directory });
    }
  }

  #mayRead(client: Client, state: TicketState): boolean {
    return can(client.principal, 'ticket.read', state.ticket);
  }

  /** A right, a session or a company changed: pages that lost something are cut, the others go on with what they may. */
  #recheck(ring: Ring): void {
    for (const client of [...this.#clients]) {
      if (ring.collection !== 'sessions') {
        if (mayConcern(ring, client)) client.recheck(() => this.#lookAgain(client, ring));
      } else if (ring.id === client.context.session)
        client.dismiss(ring.kind === 'delete' ? 'session_ended' : 'company_changed');
    }
  }

  async #lookAgain(client: Client, { collection }: Ring): Promise<void> {
    const { principal, session } = client.context;
    const context = await this.#installation.identity
      .contextOf(principal.person, principal.company, session)
      .catch(() => null);
    if (!context) client.dismiss('session_ended');
    else if (JSON.stringify(context.principal) !== JSON.stringify(principal) || collection === 'companies')
      client.dismiss('rights_changed');
  }
}

/** True when a change of a person or a company may be one of a page's own rights. */
function mayConcern({ collection, id }: Ring, { principal }: Client): boolean {
  if (collection === 'people') return id === principal.person;
  return principal.side === 'staff' || principal.company === id;
}

/** True when a change of a read position is one that customers see too. */
function isPublicPosition({ fields, document }: Ring): boolean {
  if (fields !== null)
    return fields.some((field) => field === 'pub' || field === 'received' || field === 'steps');
  const { pub, received } = document as ReaderRecord;
  return pub > 0 || received > 0;
}

/** Pages of one person in one role share what is unread. */
function ledgerKey(client: Client): string {
  return `${client.principal.person}:${client.principal.company ?? ''}:${client.principal.role}`;
}
