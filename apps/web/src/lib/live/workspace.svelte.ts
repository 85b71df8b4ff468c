import {
  type CommandInput,
  countedView,
  type InboxAnswer,
  type ListAnswer,
  type ListQuery,
  type ListQueryInput,
  type Preset,
  type Principal,
  type Result,
  type ServerEvent,
  type SyncAnswer,
  type TicketRow,
  type Written,
} from '@sportello/core';
import {
  type Inbox,
  inboxOf,
  type Liveness,
  Outbox,
  type OutboxItem,
  SportelloClient,
  withBadge,
} from '@sportello/core/client';
import { createContext } from 'svelte';
import { browser } from '$app/environment';
import { Drafts } from './drafts';
import type { LiveList } from './liveList.svelte';
import { LiveThread } from './liveThread.svelte';
import { Names } from './names.svelte';
import { newKey } from './newKey';
import { deviceStore, forgetStored } from './outboxStore';
import { Pace } from './pace';
import { Receipts } from './receipts';
import type { TicketAct } from './ticketActs';
import type { WorkspaceData } from './workspaceData';

/** Why the page has to load again. */
export type ReloadReason = ServerEvent<'reload'>['reason'];

/** Milliseconds between two tries to deliver what waits. */
const FLUSH_EVERY = 4_000;

/** Milliseconds after which a connection that has not come counts as missing. */
const SETTLED_AFTER = 5_000;

/**
 * Everything live on the pages of one signed-in person: made in the layout, handed down by context, never shared between
 * requests. On the server it only holds what was loaded; in the browser {@link connect} brings it to life.
 */
export class Workspace {
  readonly me: Principal;
  readonly myName: string;
  /** The workflow in force. */
  readonly preset: Preset;
  readonly names = new Names();
  readonly drafts: Drafts;
  readonly client: SportelloClient;
  readonly #outbox: Outbox;
  readonly #threads = new Map<string, { readonly thread: LiveThread; uses: number }>();
  readonly #receipts: Receipts;
  #list: LiveList | null = null;
  /** What is new as far as it has come; the page shows it at the pace of a reader. */
  #news: Inbox = { unread: 0, rows: [] };
  readonly #newsPace = new Pace(() => {
    this.unread = this.#news.unread;
    this.inbox = this.#news.rows;
  });

  /** How the page stands towards the server. */
  liveness = $state<Liveness>('offline');
  /** False until the first connection succeeded or failed: before that nothing can be said about it. */
  hasSettled = $state(false);
  /** Epoch milliseconds of the last sign that nothing is missing. */
  syncedAt = $state(0);
  /** Unread entries over everything that concerns the person. */
  unread = $state(0);
  /** Rows of the notification panel, newest first. */
  inbox = $state.raw<readonly TicketRow[]>([]);
  /** What was written and is not with the server yet. */
  outbox = $state.raw<readonly OutboxItem[]>([]);
  /** Set when the page has to load again; the layout tells the person and does it. */
  reload = $state<ReloadReason | null>(null);
  /** Where a page shows several tickets at once: opens one beside the others instead of leaving the page. */
  openBeside: ((number: number) => void) | null = null;
  /** Counters of the views: of the list that is watched, or for the menu alone. */
  counts: ListAnswer['counts'] = $state.raw({});
  /** Numbers of the saved views as they were asked for last, by id. */
  savedCounts: Readonly<Record<string, number>> = $state.raw({});

  constructor(data: WorkspaceData) {
    this.me = data.me;
    this.myName = data.myName;
    this.preset = data.preset;
    const owner = `${data.me.person}:${data.me.company ?? ''}`;
    this.drafts = new Drafts(owner);
    this.counts = data.counts ?? {};
    this.client = new SportelloClient(
      { url: data.origin, company: data.me.company },
      {
        liveness: (state) => this.#became(state),
        reachable: () => void this.#outbox.flush(),
        inbox: (answer) => this.#adoptInbox(answer),
        badge: (event) => this.#adoptBadge(event),
        list: (answer) => this.#adoptList(answer),
        tickets: (event) => this.#adoptRows(event),
        names: (directory) => this.names.learn(directory),
        presence: (presence) => this.#threads.get(presence.ticket)?.thread.receive(presence),
        reload: (reason) => {
          this.reload = reason;
        },
      },
    );
    this.#receipts = new Receipts(this.client);
    this.#adoptInbox(data.inbox);
    this.#outbox = new Outbox({
      store: deviceStore(owner),
      send: (item) => this.client.command(item.name, item.input, item.key) as Promise<Result<Written>>,
      changed: (items) => {
        this.outbox = items;
      },
      delivered: (item, written) => this.#threads.get(item.ticket)?.thread.accepted(item, written),
    });
  }

  /** Brings the workspace to life in a browser; answers what ends it. */
  connect(): () => void {
    this.client.open();
    if (!this.#list) this.#watchCounts();
    const settle = setTimeout(() => {
      this.hasSettled = true;
    }, SETTLED_AFTER);
    void this.#outbox.load().then(() => this.#outbox.flush());
    const flush = setInterval(() => this.outbox.length > 0 && void this.#outbox.flush(), FLUSH_EVERY);
    const wake = (): void => {
      if (document.visibilityState === 'visible' && this.liveness !== 'live') this.client.wake();
    };
    window.addEventListener('online', wake);
    document.addEventListener('visibilitychange', wake);
    return () => {
      clearTimeout(settle);
      clearInterval(flush);
      this.#newsPace.stop();
      window.removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wake);
      this.client.close();
    };
  }

  /** A ticket's live thread; the same one for all who ask. Give it back with {@link leave}. */
  open(answer: SyncAnswer): LiveThread {
    this.names.learn(answer.directory);
    const known = this.#threads.get(answer.ticket.id);
    if (known) {
      known.uses += 1;
      return known.thread;
    }
    const thread = new LiveThread(this, answer);
    if (browser) this.#threads.set(answer.ticket.id, { thread, uses: 1 });
    return thread;
  }

  /** Gives a thread back; the last one to do so stops following it. */
  leave(thread: LiveThread): void {
    const known = this.#threads.get(thread.id);
    if (!known) return;
    known.uses -= 1;
    if (known.uses > 0) return;
    this.#threads.delete(thread.id);
    thread.close();
  }

  /** True while a page or a tab shows this ticket. */
  isOpen(ticket: string): boolean {
    return this.#threads.has(ticket);
  }

  /** Asks for a ticket by its number, to open it beside what is already there. */
  async find(number: number): Promise<Result<SyncAnswer>> {
    const answer = await this.client.query('sync', { ticket: number, follow: false });
    if (answer.ok) this.names.learn(answer.data.directory);
    return answer;
  }

  /** Asks for a window of a list once, without watching it. */
  async peek(query: ListQueryInput): Promise<Result<ListAnswer>> {
    const answer = await this.client.query('list', query);
    if (answer.ok) this.names.learn(answer.data.directory);
    return answer;
  }

  /** Watches a list; only one is watched at a time. It comes made, so that pages without one need not know how. Give it back with {@link unwatch}. */
  watch(list: LiveList): LiveList {
    this.#list = list;
    this.counts = list.counts;
    if (browser) void this.client.watch(list.query);
    return list;
  }

  /** Shows another query in a list that is watched, or takes over a fresh answer to the same one. */
  show(list: LiveList, query: ListQuery, answer: ListAnswer): void {
    this.names.learn(answer.directory);
    this.#list = list;
    this.counts = answer.counts;
    if (JSON.stringify(query) === JSON.stringify(list.query)) list.adopt(answer);
    else {
      list.show(query, answer);
      if (browser) void this.client.watch(query);
    }
  }

  /** Nobody looks at a list any more; only the counters stay live. */
  unwatch(list: LiveList): void {
    // The next page may have begun to watch its own before this one ended.
    if (this.#list !== list) return;
    this.#list = null;
    this.#watchCounts();
  }

  /** Keeps what a person wrote and delivers it, once, as soon as that is possible. */
  write(item: Omit<OutboxItem, 'at' | 'refusal'>): Promise<void> {
    return this.#outbox.add(item);
  }

  /** Takes back something that waits or was refused; answers its text so that it can be edited. */
  async takeBack(item: OutboxItem): Promise<string> {
    await this.#outbox.discard(item.key);
    return item.input.body;
  }

  /** Tries something refused again. */
  retry(item: OutboxItem): Promise<void> {
    return this.#outbox.retry(item.key);
  }

  /** Carries out a command that the person waits for; it is repeated with the same key while the answer is unknown. */
  act<N extends TicketAct | 'ticket.open'>(name: N, input: CommandInput<N>): Promise<Result<Written>> {
    return this.client.insist(name, input, newKey(), 15_000) as Promise<Result<Written>>;
  }

  /** Takes a ticket out of the own list, or back into it. */
  archive(ticket: string, archived: boolean): Promise<Result<{ ticket: string; archived: boolean }>> {
    return this.client.command(archived ? 'ticket.archive' : 'ticket.unarchive', { ticket });
  }

  /** Forgets what this device keeps of the person: drafts, and what was not sent yet. */
  async forgetDevice(): Promise<void> {
    Drafts.forget(this.me.person);
    await forgetStored(this.me.person);
  }

  /** The menus of the provider's people and of who authorises count on every page; the smallest window brings the counters along. */
  #watchCounts(): void {
    if (!browser) return;
    const view = countedView(this.me);
    void this.client.watch(view ? { view, limit: 1 } : null);
  }

  #became(state: Liveness): void {
    this.liveness = state;
    if (state === 'live') for (const { thread } of this.#threads.values()) thread.reconnected();
    if (state !== 'offline') this.hasSettled = true;
  }

  #adoptInbox(answer: InboxAnswer): void {
    this.names.learn(answer.directory);
    this.#news = inboxOf(answer);
    this.#newsPace.now();
    this.syncedAt = answer.at;
    this.#receipts.note(answer.rows);
  }

  #adoptBadge(event: ServerEvent<'badge'>): void {
    this.names.learn(event.directory);
    this.#news = withBadge(this.#news, event);
    this.#newsPace.ask();
    this.#receipts.note(event.rows);
  }

  #adoptList(answer: ListAnswer): void {
    this.names.learn(answer.directory);
    this.#list?.adopt(answer);
    this.counts = answer.counts;
    this.syncedAt = answer.at;
  }

  #adoptRows(event: ServerEvent<'tickets'>): void {
    this.names.learn(event.directory);
    this.#list?.receive(event);
    if (event.counts) this.counts = { ...this.counts, ...event.counts };
  }
}

/** The workspace of the page, set by the layout of the signed-in pages. */
export const [getWorkspace, setWorkspace] = createContext<Workspace>();
