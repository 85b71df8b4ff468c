import type { TicketRow } from '@sportello/core';

/** Most tickets that are selected at once: each is a command of its own. */
export const SELECTION_LIMIT = 200;

/** The tickets of a list that somebody has selected, to do something with all of them. */
export class Selection {
  #rows: ReadonlyMap<string, TicketRow> = $state.raw(new Map());
  /** The last one that was pressed: a range begins there. */
  #anchor: string | null = null;

  readonly size: number = $derived(this.#rows.size);
  /** The selected tickets as they were seen when they were selected. */
  readonly rows: readonly TicketRow[] = $derived([...this.#rows.values()]);

  /** Whether a ticket is selected. */
  has(id: string): boolean {
    return this.#rows.has(id);
  }

  /** Selects a ticket, or no longer. */
  toggle(row: TicketRow): void {
    const rows = new Map(this.#rows);
    if (!rows.delete(row.ticket.id)) rows.set(row.ticket.id, row);
    this.#anchor = row.ticket.id;
    this.#keep(rows);
  }

  /** Selects everything from where one pressed last up to a ticket. */
  extendTo(row: TicketRow, shown: readonly TicketRow[]): void {
    const places = shown.map(({ ticket }) => ticket.id);
    const to = places.indexOf(row.ticket.id);
    const from = this.#anchor === null ? to : places.indexOf(this.#anchor);
    const [first, last] = from < 0 ? [to, to] : [Math.min(from, to), Math.max(from, to)];
    this.add(shown.slice(first, last + 1));
    if (from < 0) this.#anchor = row.ticket.id;
  }

  /** Selects more tickets. */
  add(rows: readonly TicketRow[]): void {
    this.#keep(new Map([...this.#rows, ...rows.map((row) => [row.ticket.id, row] as const)]));
  }

  /** Selects these and no others. */
  only(rows: readonly TicketRow[]): void {
    this.#keep(new Map(rows.map((row) => [row.ticket.id, row])));
  }

  /** Selects nothing. */
  clear(): void {
    if (this.#rows.size > 0) this.#keep(new Map());
    this.#anchor = null;
  }

  #keep(rows: ReadonlyMap<string, TicketRow>): void {
    this.#rows = rows.size <= SELECTION_LIMIT ? rows : new Map([...rows].slice(0, SELECTION_LIMIT));
  }
}
