import { type Entry, isAtHead } from '@sportello/core';
import type { OpenTicket } from '../openTicket.svelte';
import { eventSentence } from '../words/eventSentence';
import { awaitingRead, type Receipt, receiptsOf, sameReceipts } from './model/receipts';
import { isMessage, sameRows, type ThreadRow, threadRows } from './model/threadRows';
import {
  earlier,
  followingEnd,
  kept,
  later,
  type Span,
  shownSpan,
  type WantedSpan,
} from './model/threadSpan';

/** Which part of a thread is shown, as which rows; it never shows more than a few hundred entries at once. */
export class ThreadView {
  readonly #open: OpenTicket;
  /** As they were last, so that lines that did not change are not drawn again. */
  #rows: readonly ThreadRow[] = [];
  #receipts: ReadonlyMap<number, Receipt> = new Map();
  #wanted: WantedSpan = $state.raw(followingEnd);
  /** The line "new messages" follows this entry; null: there is none. */
  #readTo: number | null = $state(null);
  /** Newest entry that the reader could have seen at the end of the thread. */
  #seenTo = $state(0);
  /** Which end is being loaded. */
  loading: 'before' | 'after' | null = $state(null);

  readonly #loaded: Span = $derived.by(() => {
    const { entries } = this.#open.thread.log;
    return { first: entries[0]?.seq ?? 1, last: entries.at(-1)?.seq ?? 0 };
  });
  readonly #shown: Span = $derived(shownSpan(this.#wanted, this.#loaded));
  readonly entries: readonly Entry[] = $derived.by(() => {
    const { first, last } = this.#shown;
    return this.#open.thread.log.entries.filter(({ seq }) => seq >= first && seq <= last);
  });
  readonly rows: readonly ThreadRow[] = $derived.by(() => {
    const tells = (entry: Entry): boolean => eventSentence(entry, this.#open.book) !== null;
    this.#rows = sameRows(
      this.#rows,
      threadRows(this.entries, { me: this.#open.me.person, readTo: this.#readTo, tells }),
    );
    return this.#rows;
  });
  readonly receipts: ReadonlyMap<number, Receipt> = $derived.by(() => {
    const { me, thread } = this.#open;
    this.#receipts = sameReceipts(
      this.#receipts,
      receiptsOf(this.entries, thread.log.readers, me.person, me.side),
    );
    return this.#receipts;
  });
  /** The own message that bears the mark `??`. */
  readonly awaited: number | null = $derived.by(() =>
    awaitingRead(this.entries, this.#open.thread.log.readers, this.#open.me.person, this.#open.me.side),
  );
  /** True when nothing lies before what is shown. */
  readonly isAtStart: boolean = $derived(this.#shown.first <= 1);
  /** True when nothing lies after what is shown. */
  readonly isAtEnd: boolean = $derived.by(
    () => isAtHead(this.#open.thread.log) && this.#shown.last === this.#loaded.last,
  );
  /** Messages by others that came while the reader was not at the end. */
  readonly unseen: number = $derived.by(() => {
    const { log } = this.#open.thread;
    const below = log.entries.filter(
      (entry) => entry.seq > this.#seenTo && isMessage(entry) && entry.author.id !== this.#open.me.person,
    ).length;
    return isAtHead(log) ? below : Math.max(below, log.unread);
  });

  constructor(open: OpenTicket) {
    this.#open = open;
    const { thread } = open;
    this.#readTo = thread.log.unread > 0 ? thread.openedAt : null;
    this.#seenTo = thread.log.ticket.seq;
  }

  /** True when nothing has been read yet: there is no line to open at, and reading begins at the beginning. */
  get beginsUnread(): boolean {
    return this.#readTo === 0 && this.isAtStart && !this.isAtEnd;
  }

  /** The reader is at the end: it is followed, and everything up to it counts as seen. */
  follow(): void {
    this.#wanted = followingEnd;
    this.#seenTo = this.#open.ticket.seq;
  }

  /** The reader looks further up: nothing may leave above. */
  hold(): void {
    this.#wanted = kept(this.#shown, this.#loaded);
  }

  /** The reader turned away from the page, or comes back: what arrived meanwhile is what is new. */
  away(seq: number): void {
    this.#readTo = seq;
  }

  /** Shows earlier entries, fetched where they are not loaded yet. */
  async earlier(): Promise<void> {
    if (this.isAtStart || this.loading) return;
    if (this.#shown.first <= this.#loaded.first) await this.#fetch('before');
    this.#wanted = earlier(this.#shown, this.#loaded);
  }

  /** Shows later entries. */
  async later(): Promise<void> {
    if (this.isAtEnd || this.loading) return;
    if (this.#shown.last >= this.#loaded.last) await this.#fetch('after');
    this.#wanted = later(this.#shown, this.#loaded);
  }

  /** Shows the end of the thread. */
  async toEnd(): Promise<void> {
    const { thread } = this.#open;
    if (!isAtHead(thread.log)) await thread.show(thread.log.ticket.seq);
    this.follow();
  }

  /** Shows the surroundings of an entry. */
  async toEntry(seq: number): Promise<void> {
    if (seq < this.#loaded.first || seq > this.#loaded.last) await this.#open.thread.show(seq);
    if (seq < this.#shown.first || seq > this.#shown.last)
      this.#wanted = { first: Math.max(this.#loaded.first, seq - 50), last: null };
  }

  async #fetch(direction: 'before' | 'after'): Promise<void> {
    this.loading = direction;
    try {
      await this.#open.thread.extend(direction);
    } finally {
      this.loading = null;
    }
  }
}
