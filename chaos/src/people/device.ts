import { createHash, randomUUID } from 'node:crypto';
import type { Entry, Result, Written } from '@sportello/core';
import {
  memoryStore,
  Outbox,
  type OutboxItem,
  type ProgramSession,
  SportelloClient,
} from '@sportello/core/client';
import type { Inhabitant } from '@sportello/domain';
import { History } from '../history/history.ts';
import type { Received } from '../history/records.ts';
import { type Follower, openFollower } from './follower.ts';
import { ListView } from './listView.ts';
import { keyInText, logName, raiseHead, type Scene, type Thread, textWithKey } from './scene.ts';
import { signInPatiently } from './signIn.ts';

/** What a device shows of a thread at the end. */
export interface Shown {
  readonly th: string;
  readonly list: readonly { readonly seq: number; readonly key: string }[];
  readonly unread: number;
  readonly readSeq: number;
  /** Everything that a reload must show too. */
  readonly state: unknown;
}

/** One page of one person, kept open through everything that happens: the product's own client with an outbox. */
export class Device {
  readonly name: string;
  readonly who: Inhabitant;
  readonly threads: readonly Thread[];
  protected readonly scene: Scene;
  protected session: ProgramSession | null = null;
  #client: SportelloClient | null = null;
  readonly #followers = new Map<string, Follower>();
  #view = new ListView();
  readonly #store = memoryStore();
  #outbox: Outbox | null = null;
  #isWelcome = false;
  #flusher: ReturnType<typeof setInterval> | null = null;

  /** @param threads what it follows: only what the person may see */
  constructor(scene: Scene, name: string, who: Inhabitant, threads: readonly Thread[]) {
    this.scene = scene;
    this.name = name;
    this.who = who;
    this.threads = threads;
  }

  get isStaff(): boolean {
    return this.who.company === null;
  }

  /** True between opening and the moment its rights are taken away. */
  get isWelcome(): boolean {
    return this.#isWelcome;
  }

  /** Messages that wait to be delivered. */
  get waiting(): number {
    return this.#outbox?.items.length ?? 0;
  }

  /** Milliseconds for which the oldest of them has waited. */
  get waitingFor(): number {
    const oldest = this.#outbox?.items[0]?.at;
    return oldest === undefined ? 0 : Date.now() - oldest;
  }

  /** The cookie of its session; undefined while it has none. */
  get cookie(): string | undefined {
    return this.session?.cookie;
  }

  /** The connection of the page. */
  get client(): SportelloClient {
    if (!this.#client) throw new Error(`${this.name} is not open`);
    return this.#client;
  }

  /** Opens the page: signs in where no session is left, follows, watches. */
  async open(): Promise<void> {
    this.session ??= await signInPatiently(this.scene.url, this.who.email, this.scene.password);
    if (!this.#isWelcome) for (const thread of this.threads) this.#note('join', thread);
    this.#isWelcome = true;
    const { cookie } = this.session;
    const view = new ListView();
    this.#view = view;
    const client = new SportelloClient(
      {
        url: this.scene.url,
        cookie: () => cookie,
        company: this.who.company,
      },
      {
        list: (answer) => view.replace(answer),
        tickets: (event) => view.change(event),
        inbox: (answer) => view.inbox(answer),
        badge: (event) => view.badge(event),
        reachable: () => void this.#outbox?.flush(),
      },
    );
    this.#client = client;
    this.#outbox = new Outbox({
      store: this.#store,
      send: (item) => this.deliver(item),
      delivered: (item, written) => this.#delivered(item, written),
      changed: (items) => this.#dropRefused(items),
    });
    await this.#outbox.load();
    client.open();
    for (const thread of this.threads) this.#followers.set(thread.id, this.follow(client, thread));
    void client.watch({ view: 'open' });
    this.#flusher = setInterval(() => void this.#outbox?.flush(), 1_000);
  }

  /** Closes the page as a reload does: what waited to be sent stays on the device. */
  close(): void {
    if (this.#flusher) clearInterval(this.#flusher);
    this.#client?.close();
    for (const follower of this.#followers.values()) follower.close();
    this.#followers.clear();
  }

  /** Its rights have been taken away: nothing more may arrive. */
  turnAway(): void {
    this.#isWelcome = false;
    this.session = null;
    for (const thread of this.threads) this.#note('revoke', thread);
  }

  /** True when the page stands live on everything that was acknowledged. */
  isInStepWith(heads: ReadonlyMap<string, number>): boolean {
    if (this.#client?.liveness !== 'live' || !this.#view.isComplete) return false;
    return this.threads.every(
      ({ id }) => (this.#followers.get(id)?.log?.ticket.pub ?? -1) >= (heads.get(id) ?? 0),
    );
  }

  /** Presses Send. */
  async send(thread: Thread, text: string, kind: 'reply' | 'note' = 'reply'): Promise<void> {
    const key = randomUUID();
    const th = kind === 'note' ? logName(thread, true) : thread.id;
    this.scene.history.add({ p: this.name, y: 'invoke', f: 'send', th, key, from: this.who.id });
    await this.#outbox?.add({
      key,
      ticket: thread.id,
      name: `ticket.${kind}`,
      input: { ticket: thread.id, body: textWithKey(text, key) },
    });
  }

  /** Says that everything shown of a thread was read. */
  read(thread: Thread): void {
    const seq = this.#followers.get(thread.id)?.log?.ticket.seq;
    if (seq) void this.client.command('ticket.read', { ticket: thread.id, seq });
  }

  /** What it shows of a thread, from its first entry. */
  async shown(thread: Thread): Promise<Shown> {
    const follower = this.#followers.get(thread.id);
    await follower?.showAll();
    const row = this.#view.row(thread.id);
    const log = follower?.log;
    const readers = [...(log?.readers ?? [])].sort((one, other) => (one.person < other.person ? -1 : 1));
    return {
      th: logName(thread, this.isStaff),
      list: (log?.entries ?? []).flatMap(({ seq, body, key }) => ({
        seq,
        key: keyInText(body) ?? key ?? '',
      })),
      unread: this.unreadOf(thread, row?.unread ?? -1),
      readSeq: (this.isStaff && thread.hasNotes ? row?.read.seq : row?.read.pub) ?? 0,
      state: { ticket: log?.ticket, readers, row, list: this.#view.state },
    };
  }

  /** Another page of the same session, opened now: what a reload shows. */
  async reloaded(): Promise<Device> {
    const mirror = new Device(
      { ...this.scene, history: new History() },
      `${this.name}-reloaded`,
      this.who,
      this.threads,
    );
    mirror.session = this.session;
    await mirror.open();
    return mirror;
  }

  /** Delivers a message once. */
  protected deliver(item: OutboxItem): Promise<Result<Written>> {
    return this.client.command(item.name, item.input, item.key);
  }

  /** Begins to follow a thread. */
  protected follow(client: SportelloClient, thread: Thread): Follower {
    return openFollower(client, thread.id, (entries, via) => this.received(thread, entries, via));
  }

  /** The unread count the page shows. */
  protected unreadOf(_: Thread, counted: number): number {
    return counted;
  }

  /** Everything handed to the page, before anything is skipped. */
  protected received(thread: Thread, entries: readonly Entry[], via: Received['via']): void {
    for (const { body, key: entryKey, seq, audience } of entries) {
      const key = keyInText(body) ?? entryKey;
      // A customer who is handed a note sees a log that is not theirs.
      const th = logName(thread, this.isStaff || audience === 'staff');
      if (key)
        this.scene.history.add({ p: this.name, y: 'obs', f: 'recv', cl: this.name, th, key, seq, via });
    }
  }

  #note(f: 'join' | 'revoke', thread: Thread): void {
    this.scene.history.add({ p: this.name, y: 'ok', f, cl: this.name, th: logName(thread, this.isStaff) });
  }

  #delivered(item: OutboxItem, written: Written): void {
    const isNote = item.name === 'ticket.note';
    const th = isNote ? `${item.ticket}:staff` : item.ticket;
    raiseHead(this.scene, item.ticket, written.pub);
    const seq = isNote ? written.seq : (written.pub ?? 0);
    this.scene.history.add({ p: this.name, y: 'ok', f: 'send', th, key: item.key, from: this.who.id, seq });
  }

  /** What is refused for good is told and taken out. */
  #dropRefused(items: readonly OutboxItem[]): void {
    for (const { key, ticket, name, refusal } of items) {
      if (!refusal) continue;
      const th = name === 'ticket.note' ? `${ticket}:staff` : ticket;
      this.scene.history.add({ p: this.name, y: 'fail', f: 'send', th, key, from: this.who.id });
      void this.#outbox?.discard(key);
    }
  }
}

/** What a page shows as text in which the order of fields does not matter. */
export function canonical(state: unknown): string {
  const isRecord = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  return JSON.stringify(state, (_, value: unknown) =>
    isRecord(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}

/** A short fingerprint of what a page shows. */
export function fingerprint(state: unknown): string {
  return createHash('sha256').update(canonical(state)).digest('base64url').slice(0, 16);
}
