import type { ListQuery, ListQueryInput, Result, TicketRow, ViewName, Written } from '@sportello/core';
import { viewsFor } from '@sportello/core';
import { goto } from '$app/navigation';
import { page } from '$app/state';
import { holdOf } from '$lib/live/holdOf';
import type { LiveList } from '$lib/live/liveList.svelte';
import type { Workspace } from '$lib/live/workspace.svelte';
import { listHref, viewHref } from '../listAddress';
import { type NextTicket, nextTicket } from '../nextTicket';
import { type FirstPane, OpenPanes } from './openPanes.svelte';
import { movedOpen, neighbour, PANE_LIMIT, readOpen, withOpen, withoutOpen } from './openTickets';

/** Path of the desk. */
export const DESK = '/desk';

/**
 * The desk of an operator: a queue, and open tickets whose numbers stand in the address, so that a reload and a link bring
 * the same desk back.
 */
export class Desk {
  readonly #workspace: Workspace;
  readonly list: LiveList;
  readonly panes: OpenPanes;
  /** Panes that fit beside each other; undefined until the width is known. */
  fits = $state<number>();
  #active = $state<number | null>(null);
  /** Where the address is being taken, until it is there: acts in quick succession build on each other. */
  #going: readonly number[] | null = $state.raw(null);
  /** The ticket that "next" chose last, and why. */
  next: NextTicket | null = $state.raw(null);

  /** Numbers of all open tickets: those in panes, then those that are tabs. */
  readonly open: readonly number[] = $derived.by(
    () => this.#going ?? readOpen(page.url.searchParams.get('open')),
  );
  /** Numbers of the tickets in panes. */
  readonly shown: readonly number[] = $derived.by(() => this.open.slice(0, this.fits ?? PANE_LIMIT));
  /** The ticket worked on last. */
  readonly active: number | null = $derived.by(() => {
    if (this.#active !== null && this.shown.includes(this.#active)) return this.#active;
    return this.shown[0] ?? null;
  });

  constructor(workspace: Workspace, list: LiveList, first: readonly FirstPane[]) {
    this.#workspace = workspace;
    this.list = list;
    this.panes = new OpenPanes(workspace, first);
  }

  /** The address of this queue with these tickets open. */
  href(open: readonly number[]): string {
    return listHref(DESK, this.list.query, this.#workspace.me, open);
  }

  /** The address of another view with the same tickets open. */
  viewHref(view: ViewName): string {
    return viewHref(DESK, view, this.list.query, this.#workspace.me, this.open);
  }

  /** The address of a saved view with the same tickets open. */
  savedHref(query: ListQuery): string {
    return listHref(DESK, query, this.#workspace.me, this.open);
  }

  /** Shows another view of the queue, when the person has it. */
  showView(view: ViewName): void {
    if (viewsFor(this.#workspace.me).includes(view))
      void goto(this.viewHref(view), { keepFocus: true, noScroll: true });
  }

  /** The ticket is being worked on. */
  activate(number: number): void {
    this.#active = number;
  }

  /** Opens a ticket, or brings it into view. */
  show(number: number): void {
    const fits = this.fits ?? 1;
    const open = withOpen(this.open, number, this.active, fits);
    this.#active = number;
    // One at a time: the way back of the browser leads to the queue.
    void this.#go(open, fits > 1 || this.open.length > 0);
  }

  /** Closes an open ticket; what is being written in it stays as its draft. */
  hide(number: number): void {
    void this.#go(withoutOpen(this.open, number, this.fits ?? 1), true);
  }

  /** Moves the pane worked on by one place. */
  move(step: -1 | 1): void {
    if (this.active !== null) void this.#go(movedOpen(this.open, this.active, step), true);
  }

  /** Goes to the neighbouring pane and answers its number. */
  walk(step: -1 | 1): number | null {
    const number = neighbour(this.shown, this.active, step);
    if (number !== null) this.#active = number;
    return number;
  }

  /** Opens the ticket that should be answered next; null when none waits. */
  async goNext(): Promise<NextTicket | null> {
    const { me, names } = this.#workspace;
    const rows = await this.#everythingMine();
    this.next = nextTicket(rows, me, new Set(this.open), (ticket) => holdOf(ticket, names, me) !== null);
    if (this.next) this.show(this.next.row.ticket.number);
    return this.next;
  }

  /** Takes a ticket of the queue in charge. */
  take(row: TicketRow): Promise<Result<Written>> {
    return this.#workspace.act('ticket.take', { ticket: row.ticket.id });
  }

  /** What may be the person's to answer: asked afresh, or what is at hand when nobody answers. */
  async #everythingMine(): Promise<TicketRow[]> {
    const mine = viewsFor(this.#workspace.me).filter((view) => ['mine', 'unassigned'].includes(view));
    const views: readonly ViewName[] = mine.length > 0 ? mine : ['open'];
    const asked = await Promise.all(
      views.map((view) => this.#workspace.peek({ view, sort: 'priority' } satisfies ListQueryInput)),
    );
    const found = asked.flatMap((answer) => (answer.ok ? answer.data.rows : []));
    const known = asked.every(({ ok }) => ok) ? [] : [...this.list.rows, ...this.#workspace.inbox];
    return [...new Map([...known, ...found].map((row) => [row.ticket.id, row])).values()];
  }

  async #go(open: readonly number[], replaceState: boolean): Promise<void> {
    this.#going = open;
    await goto(this.href(open), { replaceState, keepFocus: true, noScroll: true });
    if (this.#going === open) this.#going = null;
  }
}
