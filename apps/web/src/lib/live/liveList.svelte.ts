import { compareTickets, type ListAnswer, type ListQuery, type ListQueryInput, positionIn, type Refusal, type ServerEvent, type TicketRow } from '@sportello/core';
import type { Workspace } from './workspace.svelte';

/** A list of tickets as a page shows it: its window and counters are the server's, its order waits while the mouse is on it. */
export class LiveList {
  readonly #workspace: Workspace;
  #query: ListQuery;
  #rows = $state.raw<readonly TicketRow[]>([]);
  #order = $state.raw<readonly string[]>([]);
  #more = $state(false);
  #held = $state(false);
  #loadingMore = $state(false);
  /** Absolute counters of the views. */
  counts: ListAnswer['counts'] = $state.raw({});

  /** Rows in the order they are shown. While held, rows keep their places and new ones wait. */
  readonly rows: readonly TicketRow[] = $derived.by(() => {
    const sorted = [...this.#rows].sort((one, other) => compareTickets(this.#query.sort, one.ticket, other.ticket));
    if (!this.#held) return sorted;
    const byId = new Map(sorted.map((row) => [row.ticket.id, row]));
    return this.#order.flatMap((id) => byId.get(id) ?? []);
  });
  /** Rows that will appear when the list is let go. */
  readonly waiting: number = $derived(this.#held ? this.#rows.filter(({ ticket }) => !this.#order.includes(ticket.id)).length : 0);
  readonly more: boolean = $derived(this.#more);
  readonly query: ListQuery = $derived(this.#query);

  constructor(workspace: Workspace, query: ListQuery, answer: ListAnswer) {
    this.#workspace = workspace;
    this.#query = $state.raw(query);
    this.adopt(answer);
  }

  /** Shows another list; the server's answer replaces everything. */
  show(query: ListQuery, answer: ListAnswer): void {
    this.#query = query;
    this.#held = false;
    this.adopt(answer);
  }

  /** Takes over a whole window from the server; further pages that were loaded are kept where they still belong. */
  adopt(answer: ListAnswer): void {
    this.#rows = answer.rows;
    this.counts = answer.counts;
    this.#more = answer.more;
  }

  /** Takes over changed rows. */
  receive(event: ServerEvent<'tickets'>): void {
    const changed = new Map(event.rows.map((row) => [row.ticket.id, row]));
    const kept = this.#rows.filter(({ ticket }) => !changed.has(ticket.id) && !event.gone.includes(ticket.id));
    const last = this.#rows.at(-1);
    // A row beyond the end of a window that goes on belongs to a page that was not loaded yet.
    const fits = (row: TicketRow): boolean =>
      !this.#more || !last || this.#rows.some(({ ticket }) => ticket.id === row.ticket.id) || compareTickets(this.#query.sort, row.ticket, last.ticket) < 0;
    this.#rows = [...kept, ...[...changed.values()].filter(fits)];
    if (event.counts) this.counts = { ...this.counts, ...event.counts };
  }

  /** The pointer or the focus is on the list: nothing may move under it. */
  hold(): void {
    if (this.#held) return;
    this.#order = this.rows.map(({ ticket }) => ticket.id);
    this.#held = true;
  }

  /** The list may move again. */
  release(): void {
    this.#held = false;
  }

  /** Loads the next page. */
  async loadMore(): Promise<Refusal | null> {
    const last = this.rows.at(-1);
    if (!last || this.#loadingMore) return null;
    this.#loadingMore = true;
    const input: ListQueryInput = { ...this.#query, after: positionIn(this.#query.sort, last.ticket) };
    const answer = await this.#workspace.client.query('list', input);
    this.#loadingMore = false;
    if (!answer.ok) return answer;
    this.#workspace.names.learn(answer.data.directory);
    const known = new Set(this.#rows.map(({ ticket }) => ticket.id));
    this.#rows = [...this.#rows, ...answer.data.rows.filter(({ ticket }) => !known.has(ticket.id))];
    this.#more = answer.data.more;
    return null;
  }
}
