import {
  type ListAnswer,
  type ListQuery,
  type ListQueryInput,
  positionIn,
  type Refusal,
  type Result,
  type ServerEvent,
  type TicketRow,
} from '@sportello/core';
import { type ListWindow, withPage, withPush } from '@sportello/core/client';
import { type HeldOrder, heldRows, holdOrder, pendingChanges } from './heldOrder';
import type { Workspace } from './workspace.svelte';

/** A list of tickets as a page shows it: its window and counters are the server's, its order waits while the mouse is on it. */
export class LiveList {
  readonly #workspace: Workspace;
  #query: ListQuery;
  #window: ListWindow = $state.raw({ rows: [], more: false });
  #held: HeldOrder | null = $state.raw(null);
  #loading = $state(false);
  /** Absolute counters of the views. */
  counts: ListAnswer['counts'] = $state.raw({});

  /** Rows in the order they are shown. While held they keep their places: new ones wait, and those that left stay. */
  readonly rows: readonly TicketRow[] = $derived.by(() =>
    this.#held ? heldRows(this.#held, this.#window.rows) : this.#window.rows,
  );
  /** Rows that will appear, leave or move when the list is let go. */
  readonly waiting: number = $derived.by(() =>
    this.#held ? pendingChanges(this.#query.sort, this.#held, this.#window.rows) : 0,
  );
  /** Ids of the rows that are only still there because the list is held. */
  readonly leaving: ReadonlySet<string> = $derived.by(() => {
    const there = new Set(this.#window.rows.map(({ ticket }) => ticket.id));
    return new Set(this.#held?.order.filter((id) => !there.has(id)));
  });
  readonly more: boolean = $derived(this.#window.more);
  readonly loading: boolean = $derived(this.#loading);
  readonly query: ListQuery = $derived.by(() => this.#query);

  constructor(workspace: Workspace, query: ListQuery, answer: ListAnswer) {
    this.#workspace = workspace;
    this.#query = $state.raw(query);
    this.#window = { rows: answer.rows, more: answer.more };
    this.counts = answer.counts;
    workspace.names.learn(answer.directory);
  }

  /** Shows another list; the server's answer replaces everything. */
  show(query: ListQuery, answer: ListAnswer): void {
    this.#query = query;
    this.#held = null;
    this.#window = { rows: answer.rows, more: answer.more };
    this.counts = answer.counts;
  }

  /** Takes over the first page from the server; further pages that were loaded are kept and then asked for again. */
  adopt(answer: ListAnswer): void {
    this.counts = answer.counts;
    this.#window = withPage(this.#query.sort, this.#window, answer, null);
    if (this.#window.rows.length > answer.rows.length) void this.#renewBeyond(answer.rows.at(-1));
  }

  /** Takes over changed rows. */
  receive(event: ServerEvent<'tickets'>): void {
    this.#window = withPush(this.#query, this.#workspace.me, this.#window, event);
    if (event.counts) this.counts = { ...this.counts, ...event.counts };
    // All that was shown has gone elsewhere, but the list goes on.
    if (this.#window.rows.length === 0) void this.loadMore();
  }

  /** The pointer or the focus is on the list: nothing may move under it. */
  hold(): void {
    this.#held ??= holdOrder(this.rows);
  }

  /** The list may move again. */
  release(): void {
    this.#held = null;
  }

  /** Shows what waits now, and goes on holding if the list was held. */
  renew(): void {
    if (this.#held) this.#held = holdOrder(this.#window.rows);
  }

  /** Loads the next page. */
  async loadMore(): Promise<Refusal | null> {
    if (this.#loading || !this.#window.more) return null;
    this.#loading = true;
    const page = await this.#loadAfter(this.#window.rows.at(-1));
    this.#loading = false;
    this.#append();
    return page.ok ? null : page;
  }

  /** While held, what was loaded below is shown at once: nothing moves for it. */
  #append(): void {
    const held = this.#held;
    const last = held?.order.at(-1);
    if (!held || !last) return;
    const place = this.#window.rows.findIndex(({ ticket }) => ticket.id === last);
    const below = this.#window.rows.slice(place + 1).filter(({ ticket }) => !held.rows.has(ticket.id));
    if (place >= 0) this.#held = holdOrder([...heldRows(held, this.#window.rows), ...below]);
  }

  /**
   * @param edge where the page begins; without one, at the top
   * @returns the last row of the page; undefined when there was none or the list is another one by now
   */
  async #loadAfter(edge: TicketRow | undefined): Promise<Result<TicketRow | undefined>> {
    const query = this.#query;
    const input: ListQueryInput = edge ? { ...query, after: positionIn(query.sort, edge.ticket) } : query;
    const answer = await this.#workspace.client.query('list', input);
    if (!answer.ok) return answer;
    if (query !== this.#query) return { ok: true, data: undefined };
    this.#workspace.names.learn(answer.data.directory);
    this.#window = withPage(query.sort, this.#window, answer.data, edge ?? null);
    return { ok: true, data: answer.data.rows.at(-1) };
  }

  /** Asks again, page by page, for everything held beyond a row: after a silence it may have changed. */
  async #renewBeyond(edge: TicketRow | undefined): Promise<void> {
    let from = edge;
    while (from && this.#window.rows.at(-1)?.ticket.id !== from.ticket.id) {
      const page = await this.#loadAfter(from);
      from = page.ok ? page.data : undefined;
    }
  }
}
