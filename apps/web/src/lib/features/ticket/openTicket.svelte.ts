import type { SyncAnswer } from '@sportello/core';
import {
  type Action,
  type CommandInput,
  type CompanyCard,
  can,
  type Preset,
  type Principal,
  type Ticket,
  type WorkflowContext,
} from '@sportello/core';
import { holdOf, type ShownHold } from '$lib/live/holdOf';
import type { LiveThread } from '$lib/live/liveThread.svelte';
import type { TicketAct } from '$lib/live/ticketActs';
import type { Workspace } from '$lib/live/workspace.svelte';
import * as m from '$lib/paraglide/messages';
import type { Clock } from '$lib/text/clock.svelte';
import { fetchErrorSentence } from '$lib/text/errorSentenceLoader';
import { showToast } from '$lib/ui/feedback/toast';
import { type Stance, stanceOf } from './composer/stance';
import { type MoveChoice, moveChoices } from './moves/moves';
import type { EventBook } from './words/eventSentence';
import { rareEvents } from './words/rareEventsLoader.svelte';
import type { Topics } from './words/topics';

/** Changes that wait for the answer while one is being written. */
const waiting: readonly TicketAct[] = [
  'ticket.prioritise',
  'ticket.urgency',
  'ticket.assign',
  'ticket.refer',
  'ticket.expect',
];

/** What the parts of a ticket's page share: the live thread, who looks at it, and what they may do now. */
export class OpenTicket {
  readonly workspace: Workspace;
  readonly thread: LiveThread;
  readonly topics: Topics;
  readonly #clock: Clock;

  readonly me: Principal;
  /** The workflow in force. */
  readonly preset: Preset;
  readonly ticket: Ticket = $derived.by(() => this.thread.log.ticket);
  /** The customer's company as the reader may see it. */
  readonly company: CompanyCard | undefined = $derived.by(() =>
    this.workspace.names.company(this.ticket.company),
  );
  /** The hold it stands under, as the reader may know it. */
  readonly hold: ShownHold | null = $derived.by(() => holdOf(this.ticket, this.workspace.names, this.me));
  /** What the workflow's rules ask for beside the ticket. */
  readonly context: WorkflowContext = $derived.by(() => ({
    principal: this.me,
    preset: this.preset,
    now: this.#clock.now,
    held: Boolean(this.company?.held ?? this.ticket.hold),
  }));
  /** Moves that the person may choose now. */
  readonly choices: readonly MoveChoice[] = $derived.by(() => moveChoices(this.ticket, this.context));
  /** What the person may write now. */
  readonly stance: Stance = $derived.by(() => stanceOf(this.ticket, this.context));
  /** What sentences about entries refer to. */
  readonly book: EventBook = $derived.by(() => ({
    person: (id) => this.name(id),
    company: (id) => this.workspace.names.company(id)?.name ?? m.thread_someone(),
    topics: this.topics,
    side: this.me.side,
    names: this.preset.names,
    now: this.now,
    rare: rareEvents,
  }));

  /** @param answer what the server rendered; give the ticket back with {@link leave} */
  constructor(workspace: Workspace, answer: SyncAnswer, topics: Topics, clock: Clock) {
    this.workspace = workspace;
    this.thread = workspace.open(answer);
    this.topics = topics;
    this.#clock = clock;
    this.me = workspace.me;
    this.preset = workspace.preset;
  }

  /** Epoch milliseconds, moved on by the clock of the page. */
  get now(): number {
    return this.#clock.now;
  }

  /** Name of a person. */
  name(id: string | null): string {
    return this.workspace.names.person(id)?.name ?? m.thread_someone();
  }

  /** May the person do this on the ticket? The server decides again. */
  may(action: Action): boolean {
    return can(this.me, action, this.ticket);
  }

  /**
   * Carries out a command; a refusal is told in words and changes nothing. While an answer is being written, what can go
   * with it waits for it.
   * @returns true when it was carried out, or waits
   */
  async act<N extends TicketAct>(name: N, input: Omit<CommandInput<N>, 'ticket'>): Promise<boolean> {
    if (this.thread.isWriting && waiting.includes(name)) {
      this.thread.pending = { ...this.thread.pending, ...input };
      return true;
    }
    const answer = await this.thread.act(name, input);
    if (!answer.ok) await showToast(await fetchErrorSentence(answer), { tone: 'error' });
    return answer.ok;
  }

  /** Gives the ticket back. */
  leave(): void {
    this.workspace.leave(this.thread);
  }
}
