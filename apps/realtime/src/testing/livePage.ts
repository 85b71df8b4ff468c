import type {
  Directory,
  Id,
  ListAnswer,
  ListQuery,
  Principal,
  QueryInput,
  QueryName,
  QueryOutput,
  ServerEventName,
  Ticket,
} from '@sportello/core';
import { listQuery, type ThreadLog } from '@sportello/core';
import {
  type Inbox,
  inboxOf,
  type ListWindow,
  type SportelloClient,
  withBadge,
  withPage,
  withPush,
} from '@sportello/core/client';
import type { PersonId } from '@sportello/models';
import type { TestCluster } from './process.ts';

/** What a page shows, in a form in which two of them can be compared. */
export interface Shown {
  readonly inbox: Inbox;
  readonly list: ListWindow & { readonly counts: ListAnswer['counts'] };
  readonly threads: Readonly<Record<Id, ThreadLog>>;
}

const byId = (one: { ticket: Ticket }, other: { ticket: Ticket }): number =>
  one.ticket.id < other.ticket.id ? -1 : 1;

/** Some orders mean nothing: equal contents are brought into the same form. */
function normalised({ inbox, list, threads }: Shown): Shown {
  const logs = Object.entries(threads).map(([id, log]) => {
    const readers = [...log.readers].sort((one, other) => (one.person < other.person ? -1 : 1));
    return [id, { ...log, readers }] as const;
  });
  return {
    inbox: { unread: inbox.unread, rows: [...inbox.rows].sort(byId) },
    list,
    threads: Object.fromEntries(logs.sort(([one], [other]) => (one < other ? -1 : 1))),
  };
}

/**
 * What one page of one person holds, kept up to date by pushes alone, with the same functions that the pages use; and the
 * same read anew by somebody who holds nothing.
 */
export class LivePage {
  readonly person: PersonId;
  readonly principal: Principal;
  /** How often each event came. */
  readonly heard = new Map<ServerEventName, number>();
  /** How often the page had to catch up by itself, because a push was missing or the connection was. */
  caughtUp = 0;
  #client: SportelloClient | null = null;
  #reader: SportelloClient | null = null;
  #query: ListQuery = listQuery.parse({});
  #window: ListWindow = { rows: [], more: true };
  #counts: ListAnswer['counts'] = {};
  #inbox: Inbox = { unread: 0, rows: [] };
  readonly #threads = new Map<Id, ThreadLog | null>();
  readonly #names = new Map<Id, unknown>();

  private constructor(person: PersonId, principal: Principal) {
    this.person = person;
    this.principal = principal;
  }

  /** Opens a page of somebody on one node; what it shows is read again on another. */
  static async open(cluster: TestCluster, person: PersonId, node: number): Promise<LivePage> {
    const page = new LivePage(person, (await cluster.world.as(person)).principal);
    page.#client = await cluster.client(node, person, {
      inbox: (answer) => {
        page.#learn(answer.directory);
        page.#inbox = inboxOf(answer);
      },
      badge: (event) => {
        page.#hear('badge', event.directory);
        page.#inbox = withBadge(page.#inbox, event);
      },
      list: (answer) => page.#adopt(answer),
      tickets: (event) => {
        page.#hear('tickets', event.directory);
        page.#window = withPush(page.#query, page.principal, page.#window, event);
        if (event.counts) page.#counts = { ...page.#counts, ...event.counts };
        if (page.#window.rows.length === 0 && page.#window.more) void page.#refill();
      },
      names: (directory) => page.#hear('names', directory),
      reload: () => page.#hear('reload'),
    });
    page.#reader = await cluster.client((node + 1) % cluster.processes.length, person);
    return page;
  }

  /** The page's own connection. */
  get client(): SportelloClient {
    if (!this.#client) throw new Error('the page is not open');
    return this.#client;
  }

  /** The list it looks at. */
  get query(): ListQuery {
    return this.#query;
  }

  /** Tickets it follows. */
  get followed(): readonly Id[] {
    return [...this.#threads.keys()];
  }

  /** Looks at a list from now on, as a page does: what the server rendered first, then the pushes. */
  async watch(query: ListQuery): Promise<void> {
    const rendered = await this.#ask(this.client, 'list', query);
    this.#query = query;
    this.#window = { rows: rendered.rows, more: rendered.more };
    this.#counts = rendered.counts;
    this.#learn(rendered.directory);
    await this.client.watch(query);
  }

  /** Opens a ticket. */
  follow(ticket: Id): void {
    this.#threads.set(ticket, null);
    this.client.follow(ticket, null, {
      changed: (log) => this.#threads.has(ticket) && this.#threads.set(ticket, log),
      named: (directory) => this.#learn(directory),
      received: (entries, via) => {
        if (via === 'live') this.#hear('entries');
        if (via === 'catchup' && entries.length > 0) this.caughtUp += 1;
      },
      refused: () => this.#threads.delete(ticket),
    });
  }

  /** Closes a ticket. */
  unfollow(ticket: Id): void {
    this.#threads.delete(ticket);
    this.client.unfollow(ticket);
  }

  /** What the page shows now; null while a ticket is still opening. */
  shown(): Shown | null {
    const threads: Record<Id, ThreadLog> = {};
    for (const [ticket, log] of this.#threads) {
      if (!log) return null;
      threads[ticket] = log;
    }
    return normalised({ inbox: this.#inbox, list: { ...this.#window, counts: this.#counts }, threads });
  }

  /** What a page would show that loads all of it now: as many rows, and the same part of each thread. */
  async reloaded(): Promise<Shown> {
    const reader = this.#reader;
    if (!reader) throw new Error('the page is not open');
    const held = this.#window;
    const limit = held.more ? Math.max(1, held.rows.length) : this.#query.limit;
    const [inbox, list] = await Promise.all([
      this.#ask(reader, 'inbox', {}),
      this.#ask(reader, 'list', {
        ...this.#query,
        limit: Math.max(limit, Math.min(50, held.rows.length + 1)),
      }),
    ]);
    const threads: Record<Id, ThreadLog> = {};
    for (const [ticket, log] of this.#threads) threads[ticket] = await this.#thread(reader, ticket, log);
    const rows = held.more ? list.rows.slice(0, held.rows.length) : list.rows;
    return normalised({
      inbox: inboxOf(inbox),
      list: { rows, more: held.more, counts: list.counts },
      threads,
    });
  }

  /** Ids that stand in what is shown and that the page has no name for. */
  nameless(): Id[] {
    const shown = this.shown();
    const tickets = [
      ...(shown?.inbox.rows ?? []),
      ...(shown?.list.rows ?? []),
      ...Object.values(shown?.threads ?? {}),
    ].map(({ ticket }) => ticket);
    const authors = Object.values(shown?.threads ?? {}).flatMap(({ entries, readers }) => [
      ...entries.flatMap(({ author }) => author.id ?? []),
      ...readers.map(({ person }) => person),
    ]);
    const ids = tickets.flatMap(({ company, requester, operator, participants, collaborators }) => [
      company,
      requester,
      ...(operator ? [operator] : []),
      ...participants,
      ...collaborators,
    ]);
    return [...new Set([...ids, ...authors])].filter((id) => !this.#names.has(id));
  }

  async #thread(reader: SportelloClient, ticket: Id, held: ThreadLog | null): Promise<ThreadLog> {
    const {
      ticket: head,
      entries,
      readers,
      unread,
    } = await this.#ask(reader, 'sync', { ticket, follow: false });
    const whole = [...entries];
    const from = held?.entries[0]?.seq ?? 1;
    while ((whole.at(-1)?.seq ?? 0) < head.seq)
      whole.push(...(await this.#page(reader, { ticket, after: whole.at(-1)?.seq ?? 0 })));
    while ((whole[0]?.seq ?? 0) > from)
      whole.unshift(...(await this.#page(reader, { ticket, before: whole[0]?.seq ?? 0 })));
    return {
      ticket: head,
      entries: whole.filter(({ seq }) => seq >= from && seq <= head.seq),
      readers,
      unread,
    };
  }

  async #page(reader: SportelloClient, input: QueryInput<'history'>) {
    const { entries } = await this.#ask(reader, 'history', input);
    if (entries.length === 0) throw new Error(`the log of ${input.ticket} has a hole`);
    return entries;
  }

  async #ask<N extends QueryName>(
    client: SportelloClient,
    name: N,
    input: QueryInput<N>,
  ): Promise<QueryOutput<N>> {
    const answer = await client.query(name, input);
    if (!answer.ok) throw new Error(`${this.person} asks ${name} and is refused: ${answer.code}`);
    return answer.data;
  }

  /** All that was shown has gone elsewhere, but the list goes on: a page asks for it again. */
  async #refill(): Promise<void> {
    const query = this.#query;
    const answer = await this.client.query('list', query);
    if (answer.ok && query === this.#query) this.#adopt(answer.data);
  }

  #adopt(answer: ListAnswer): void {
    this.#learn(answer.directory);
    this.#window = withPage(this.#query.sort, this.#window, answer, null);
    this.#counts = answer.counts;
  }

  #hear(name: ServerEventName, directory?: Directory): void {
    this.heard.set(name, (this.heard.get(name) ?? 0) + 1);
    if (directory) this.#learn(directory);
  }

  #learn({ people, companies }: Directory): void {
    for (const card of [...people, ...companies]) this.#names.set(card.id, card);
  }
}
