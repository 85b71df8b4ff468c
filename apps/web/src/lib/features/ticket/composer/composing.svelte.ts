import { cleanText, countCharacters, MESSAGE_LIMIT } from '@sportello/core';
import type { OutboxItem } from '@sportello/core/client';
import type { RefusalLike } from '$lib/text/errorSentence';
import { Attaching } from '../../attachment/attaching.svelte';
import type { KeptFile } from '../../attachment/keptFiles';
import {
  emptyMoveFields,
  type MoveChoice,
  type MoveFields,
  moveInput,
  movesWithMessage,
} from '../moves/moves';
import type { OpenTicket } from '../openTicket.svelte';

/** What is being written: an answer everybody sees, or a note for support. */
export type ComposerMode = 'reply' | 'note';

/** From this many characters on the counter is shown. */
const COUNT_FROM = MESSAGE_LIMIT - 1_000;

/** What a form without script answers when it is refused: what was filled in, and why. */
export interface ReplyFailure extends RefusalLike {
  readonly form: 'reply' | 'note' | 'move' | 'take';
  readonly body: string;
  /** Code of the state that was chosen; empty: none. */
  readonly andThen: string;
  /** What was filled in for it. */
  readonly fields: MoveFields;
  /** Files that came along and were taken. */
  readonly files: readonly KeptFile[];
  /** The same key again: the first try may have arrived. */
  readonly key?: string;
}

/** What a person is writing on a ticket: texts for both modes, kept as drafts, and what goes with the answer. */
export class Composing {
  readonly #open: OpenTicket;
  #mode: ComposerMode = $state('reply');
  #texts: Record<ComposerMode, string> = $state({ reply: '', note: '' });
  readonly #files: Record<ComposerMode, Attaching>;
  /** Code of the state to go to with the answer; empty: leave it. */
  andThen = $state('');
  fault: RefusalLike | null = $state.raw(null);

  /** Choices of a state that goes with an answer. */
  readonly offered: readonly MoveChoice[] = $derived.by(() => movesWithMessage(this.#open.choices));
  /** What is written: the mode a person chose, or the only one they may write in. */
  readonly mode: ComposerMode = $derived.by(() => {
    const { mayReply, mayNote } = this.#open.stance;
    if (!mayNote) return 'reply';
    return mayReply ? this.#mode : 'note';
  });
  /** Characters written, once they come near the limit. */
  readonly count: number | null = $derived.by(() => {
    const text = this.#texts[this.mode];
    return text.length < COUNT_FROM ? null : countCharacters(text);
  });

  constructor(open: OpenTicket, failure: ReplyFailure | null) {
    this.#open = open;
    this.#files = {
      reply: new Attaching(open.workspace, this.#draft('reply')),
      note: new Attaching(open.workspace, this.#draft('note')),
    };
    if (!failure) return;
    this.#mode = failure.form === 'note' ? 'note' : 'reply';
    this.#texts[this.#mode] = failure.body;
    this.andThen = failure.andThen;
    this.fault = failure;
  }

  /** The files that go with what is written. */
  get attaching(): Attaching {
    return this.#files[this.mode];
  }

  /** The answer being written, also where it cannot be sent any more. */
  get answer(): string {
    return this.#texts.reply;
  }

  get text(): string {
    return this.#texts[this.mode];
  }

  set text(text: string) {
    this.#texts[this.mode] = text;
  }

  /** Brings back what was being written on this device. Browser only. */
  restore(): void {
    for (const mode of ['reply', 'note'] as const) {
      const { drafts } = this.#open.workspace;
      this.#texts[mode] ||= drafts.read(this.#draft(mode));
      // What a form without script brought back is kept like anything else that was written.
      drafts.write(this.#draft(mode), this.#texts[mode]);
      this.#tell();
      this.#files[mode].restore();
    }
  }

  /** Changes what is being written; both texts are kept. */
  choose(mode: ComposerMode): void {
    this.#mode = mode;
    this.#tell();
    this.fault = null;
    this.#open.thread.presences.paused();
  }

  /** A person typed: kept as a draft, told to the others. */
  typed(): void {
    this.fault = null;
    this.#keep();
    const { presences } = this.#open.thread;
    if (this.text.trim()) presences.typed(this.mode === 'note' ? 'writing_note' : 'writing');
    else presences.paused();
  }

  /** Takes a text back into the composer, before what is already there. */
  takeIn(item: OutboxItem, text: string): void {
    this.#mode = item.name === 'ticket.note' ? 'note' : 'reply';
    this.text = [text, this.text].filter(Boolean).join('\n\n');
    this.#keep();
    if ('changes' in item.input && item.input.changes) this.#open.thread.pending = item.input.changes;
    if (item.files) void this.attaching.takeIn(item);
  }

  /**
   * Sends what is written, or says why not; the text leaves the composer only when it is kept elsewhere.
   * @returns true when it is on its way
   */
  async send(): Promise<boolean> {
    const { mode, text, attaching } = this;
    if (!attaching.isReady) return false;
    const carried = attaching.toSend();
    const cleaned = cleanText(text, MESSAGE_LIMIT);
    if (!(cleaned.ok || (carried && text.trim() === ''))) {
      this.fault = cleaned;
      return false;
    }
    const choice = this.offered.find(({ code }) => code === this.andThen);
    if (mode === 'reply' && this.andThen && !choice) {
      // Meanwhile the ticket went somewhere else: what was chosen must be chosen again, never dropped silently.
      this.andThen = '';
      this.fault = { code: 'not_allowed_now' };
      return false;
    }
    const changes = mode === 'reply' ? this.#open.thread.pending : {};
    this.text = '';
    this.andThen = '';
    this.fault = null;
    this.#keep();
    this.#open.thread.presences.paused();
    try {
      if (mode === 'note') await this.#open.thread.note(text, carried);
      else
        await this.#open.thread.reply(text, choice && moveInput(choice, emptyMoveFields), carried, changes);
      if (mode === 'reply') this.#open.thread.pending = {};
      attaching.uploads?.clear();
    } catch {
      this.#texts[mode] = [text, this.#texts[mode]].filter(Boolean).join('\n\n');
      this.#keep();
      this.fault = { code: 'storage_full' };
      return false;
    }
    return true;
  }

  #draft(mode: ComposerMode): string {
    return `${mode}:${this.#open.ticket.id}`;
  }

  /** Whether an answer is being written: changes wait for it. */
  #tell(): void {
    this.#open.thread.isWriting = this.mode === 'reply' && this.text.trim() !== '';
  }

  #keep(): void {
    this.#tell();
    this.#open.workspace.drafts.write(this.#draft(this.mode), this.text);
  }
}
