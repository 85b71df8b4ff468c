import type { Installation } from '@sportello/domain';
import { type EntryRecord, fromEntryRecord, type ReaderRecord, type Ring } from '@sportello/models';
import type { Logger } from 'pino';
import type { Client } from './client.ts';
import { Delivery } from './delivery.ts';
import { Rechecks } from './rechecks.ts';

/** The pages of this process: who is connected and follows what. Every committed change goes from here to who handles it. */
export class Hub {
  readonly #installation: Installation;
  readonly #log: Logger;
  readonly #clients = new Set<Client>();
  /** How many of them each person has. */
  readonly #pages = new Map<string, number>();
  readonly #followers = new Map<string, Set<Client>>();
  readonly #delivery: Delivery;
  readonly #rechecks: Rechecks;
  readonly #stopListening: () => void;

  constructor(installation: Installation, log: Logger) {
    this.#installation = installation;
    this.#log = log;
    this.#delivery = new Delivery(
      installation,
      {
        followersOf: (ticket) => this.#followers.get(ticket) ?? [],
        startOver: () => this.#startOver(),
      },
      log,
    );
    this.#rechecks = new Rechecks(installation, this.#clients, log);
    this.#stopListening = installation.onRing((ring) => this.#rung(ring));
  }

  /** Pages connected to this process. */
  get size(): number {
    return this.#clients.size;
  }

  /** Pages of one person connected to this process. */
  pagesOf(person: string): number {
    return this.#pages.get(person) ?? 0;
  }

  /** The pages themselves. */
  get clients(): Iterable<Client> {
    return this.#clients;
  }

  /** Takes in a page, and looks at its rights again: they were read before changes of them could reach it. */
  add(client: Client): void {
    const { person } = client.principal;
    this.#clients.add(client);
    this.#pages.set(person, this.pagesOf(person) + 1);
    this.#delivery.add(client);
    this.#rechecks.joined(client);
  }

  /** Resolves when the rights of a page are known to be in force: before anything is done for it, and before it is told. */
  async admit(client: Client): Promise<void> {
    this.#rechecks.asked(client);
    await client.rechecked;
  }

  /** Lets a page go. */
  remove(client: Client): void {
    const { person } = client.principal;
    this.#clients.delete(client);
    const left = this.pagesOf(person) - 1;
    if (left > 0) this.#pages.set(person, left);
    else this.#pages.delete(person);
    this.#delivery.remove(client);
    for (const ticket of client.followed) this.unfollow(client, ticket);
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

  /** Ends the pages whose session has ended, by the database itself. */
  recheckSessions(): Promise<void> {
    return this.#rechecks.sessions();
  }

  /** Stops listening. */
  close(): void {
    this.#stopListening();
    this.#delivery.close();
  }

  #rung(ring: Ring | null): void {
    try {
      if (ring === null) this.#startOver();
      // Nobody looks: what is kept would only grow old.
      else if (this.#clients.size === 0) this.#delivery.forget();
      else this.#pass(ring);
    } catch (error) {
      // Whoever else listens to the bell must hear it too.
      this.#log.error({ err: error }, 'a change was not understood; pages start over');
      this.#startOver();
    }
  }

  #pass(ring: Ring): void {
    const { collection, kind, document } = ring;
    if (collection === 'entries' && kind === 'insert')
      this.#delivery.committed(fromEntryRecord(document as EntryRecord));
    if (collection === 'readers' && document)
      this.#delivery.positioned(document as ReaderRecord, isPublicPosition(ring), isArchiving(ring));
    if (collection === 'tombstones' && kind === 'insert') this.#purged(ring.id);
    this.#rechecks.rung(ring);
  }

  /** A ticket has disappeared: pages that show it ask again and are told so, lists and badges lose it. */
  #purged(ticket: string): void {
    this.#delivery.purged(ticket);
    for (const client of [...(this.#followers.get(ticket) ?? [])]) client.socket.disconnect(true);
  }

  /** Changes were missed: every page catches up by itself as after a lost connection. */
  #startOver(): void {
    this.#delivery.forget();
    for (const client of [...this.#clients]) client.socket.disconnect(true);
  }
}

/** True when a person took a ticket out of the own list or back into it. */
function isArchiving({ fields, document }: Ring): boolean {
  return fields === null ? (document as ReaderRecord).archived !== undefined : fields.includes('archived');
}

/** True when a change of a read position is one that customers see too. */
function isPublicPosition({ fields, document }: Ring): boolean {
  if (fields !== null)
    return fields.some((field) => field === 'pub' || field === 'received' || field === 'steps');
  const { pub, received } = document as ReaderRecord;
  return pub > 0 || received > 0;
}
