import {
  type CommandInput,
  type Principal,
  type Refusal,
  type Result,
  type SyncAnswer,
  sidePosition,
  type ThreadLog,
  type Written,
} from '@sportello/core';
import type { OutboxItem, SportelloClient } from '@sportello/core/client';
import { browser } from '$app/environment';
import { newKey } from './newKey';
import { Pace } from './pace';
import { Presences } from './presences.svelte';
import type { TicketAct } from './ticketActs';
import type { Workspace } from './workspace.svelte';

/** Milliseconds that read positions are gathered before they are told. */
const TELL_READ_AFTER = 300;

/** The log that a sync answer stands for. */
function logOf(answer: SyncAnswer): ThreadLog {
  return { ticket: answer.ticket, entries: answer.entries, readers: answer.readers, unread: answer.unread };
}

/** What is changed of a ticket along with an answer. */
export type PendingChanges = NonNullable<CommandInput<'ticket.reply'>['changes']>;

/** What the server has and the page does not show yet. */
interface Sent {
  readonly item: OutboxItem;
  readonly written: Written;
}

/** Files that go along with what is written. */
interface Carried {
  readonly input?: NonNullable<CommandInput<'ticket.reply'>['attachments']>;
  readonly files?: NonNullable<OutboxItem['files']>;
}

/** One ticket as a page shows it: its log, kept in step, who is there, and what waits to be sent. */
export class LiveThread {
  readonly #workspace: Workspace;
  readonly #followed: ReturnType<SportelloClient['follow']> | null;
  readonly #me: Principal;
  #log: ThreadLog;
  /** The log as far as it has come; the page shows it at the pace of a reader. */
  #arrived: ThreadLog;
  readonly #pace = new Pace(() => {
    this.#log = this.#arrived;
  });
  #refusal = $state.raw<Refusal | null>(null);
  #sent = $state.raw<readonly Sent[]>([]);
  #isHere = false;
  #readTo = 0;
  #toldTo = 0;
  #tellTimer: ReturnType<typeof setTimeout> | null = null;
  readonly presences: Presences;
  /** Number of the last entry that was read when the page opened: the line "new messages" stands after it. */
  readonly openedAt: number;
  /** What goes with the answer that is being written, and only with it. */
  pending: PendingChanges = $state.raw({});
  /** Somebody is writing an answer here. */
  isWriting = $state(false);
  /** Server time of the last proof that nothing is missing, epoch milliseconds. */
  syncedAt = $state(0);

  /** The log as it is shown. */
  readonly log: ThreadLog = $derived.by(() => this.#log);
  /** Why the ticket cannot be followed any more; null while it can. */
  readonly refusal: Refusal | null = $derived(this.#refusal);
  /** What was written here and is not in the log yet, oldest first: it never leaves the screen before its entry is there. */
  readonly waiting: readonly OutboxItem[] = $derived.by(() => {
    const { ticket, entries } = this.#log;
    const shown = new Set(entries.slice(-50).map(({ key }) => key));
    const sent = this.#sent.filter(({ written }) => written.seq > ticket.seq).map(({ item }) => item);
    const queued = this.#workspace.outbox.filter(
      (item) => item.ticket === ticket.id && !sent.some(({ key }) => key === item.key),
    );
    return [...sent, ...queued].filter(({ key }) => !shown.has(key)).sort((one, other) => one.at - other.at);
  });
  /** Keys of those that the server has already acknowledged. */
  readonly acknowledged: ReadonlySet<string> = $derived.by(
    () => new Set(this.#sent.map(({ item }) => item.key)),
  );
  /** Public position that the other side has read up to. */
  readonly othersPub: number = $derived.by(() =>
    sidePosition(this.#log.readers, this.#me.side === 'staff' ? 'customer' : 'staff'),
  );

  constructor(workspace: Workspace, answer: SyncAnswer) {
    this.#workspace = workspace;
    this.#me = workspace.me;
    this.#arrived = logOf(answer);
    this.#log = $state.raw(this.#arrived);
    this.syncedAt = answer.at;
    const mine = answer.readers.find(({ person }) => person === this.#me.person);
    this.openedAt = (this.#me.side === 'staff' ? mine?.seq : mine?.pub) ?? 0;
    this.#readTo = this.openedAt;
    this.#toldTo = this.openedAt;
    const { id } = answer.ticket;
    this.presences = new Presences(workspace.client, id, this.#me.person);
    this.#followed = browser
      ? workspace.client.follow(id, this.#log, {
          changed: (log) => this.#changed(log),
          named: (directory) => workspace.names.learn(directory),
          refused: (refusal) => {
            // What waiting may cure is told by the page's liveness.
            if (refusal.retryAfter === undefined) this.#refusal = refusal;
          },
        })
      : null;
  }

  /** Id of the ticket. */
  get id(): string {
    return this.#log.ticket.id;
  }

  /** Keeps a message and sends it as soon as that is possible. */
  async reply(
    body: string,
    move?: CommandInput<'ticket.reply'>['move'],
    carried: Carried = {},
    changes: PendingChanges = {},
  ): Promise<void> {
    const input: CommandInput<'ticket.reply'> = {
      ...this.#written(body, carried),
      ...(move && { move }),
      ...(Object.keys(changes).length > 0 && { changes }),
    };
    await this.#workspace.write({ ...this.#item(carried), name: 'ticket.reply', input });
  }

  /** Keeps an internal note and sends it. */
  async note(body: string, carried: Carried = {}): Promise<void> {
    const input = this.#written(body, carried);
    await this.#workspace.write({ ...this.#item(carried), name: 'ticket.note', input });
  }

  #written(body: string, { input }: Carried) {
    return { ticket: this.id, body, ...(input && { attachments: input }) };
  }

  #item({ files }: Carried) {
    return { key: newKey(), ticket: this.id, ...(files && { files }) };
  }

  /** Carries out one of the commands that change the ticket without a text. */
  act<N extends TicketAct>(name: N, input: Omit<CommandInput<N>, 'ticket'>): Promise<Result<Written>> {
    return this.#workspace.act(name, { ...input, ticket: this.id } as CommandInput<N>);
  }

  /** An entry was really displayed: in the viewport of a visible tab for a moment. */
  displayed(seq: number): void {
    if (seq <= this.#readTo) return;
    this.#readTo = seq;
    this.#tellTimer ??= setTimeout(() => void this.#tellRead(), TELL_READ_AFTER);
  }

  /** Loads older or newer entries: they are shown when this is done. */
  async extend(direction: 'before' | 'after'): Promise<void> {
    await this.#followed?.extend(direction);
    this.#pace.now();
  }

  /** Shows the window around an entry. */
  async show(seq: number): Promise<void> {
    await this.#followed?.show(seq);
    this.#pace.now();
  }

  /** Checks at once that nothing is missing. */
  refresh(): Promise<void> {
    return this.#followed?.sync() ?? Promise.resolve();
  }

  /** The server has taken something that waited; its entry is on the way. */
  accepted(item: OutboxItem, written: Written): void {
    this.#sent = [...this.#sent.filter((one) => one.written.seq > this.#log.ticket.seq), { item, written }];
    void this.refresh();
  }

  /** The connection is new: whoever is on the ticket has seen this page go. */
  reconnected(): void {
    this.#isHere = false;
  }

  /** Passes on a presence. */
  receive = (presence: Parameters<Presences['receive']>[0]): void => this.presences.receive(presence);

  /** Stops following. */
  close(): void {
    if (this.#tellTimer) clearTimeout(this.#tellTimer);
    this.#pace.stop();
    void this.#tellRead();
    this.presences.stop();
    if (this.#followed) this.#workspace.client.unfollow(this.id);
  }

  #changed(log: ThreadLog): void {
    this.#arrived = log;
    this.#pace.ask();
    this.#refusal = null;
    this.syncedAt = this.#followed?.syncedAt ?? this.syncedAt;
    if (this.#isHere || this.#workspace.liveness !== 'live') return;
    // Only after the first answer does the server pass on what the others say in return.
    this.#isHere = true;
    this.presences.start();
  }

  async #tellRead(): Promise<void> {
    this.#tellTimer = null;
    const seq = this.#readTo;
    if (seq <= this.#toldTo) return;
    const answer = await this.#workspace.client.command('ticket.read', { ticket: this.id, seq });
    if (answer.ok) this.#toldTo = Math.max(this.#toldTo, seq);
    else if (answer.retryAfter !== undefined)
      this.#tellTimer ??= setTimeout(() => void this.#tellRead(), 2_000);
  }
}
