import type { InboxAnswer, ListAnswer, ServerEvent, TicketRow } from '@sportello/core';

/** A list and a badge as a page keeps them: windows that come whole, changes that come live. */
export class ListView {
  #rows = new Map<string, TicketRow>();
  #counts: ListAnswer['counts'] = {};
  #unread: number | null = null;
  /** True once the list and the badge have come. */
  get isComplete(): boolean {
    return this.#isListThere && this.#unread !== null;
  }
  #isListThere = false;

  /** The row of a ticket; null when the list does not show it. */
  row(ticket: string): TicketRow | null {
    return this.#rows.get(ticket) ?? null;
  }

  /** Everything it shows, for comparing. */
  get state(): unknown {
    return { counts: this.#counts, unread: this.#unread, ids: [...this.#rows.keys()].sort() };
  }

  replace({ rows, counts }: ListAnswer): void {
    this.#rows = new Map(rows.map((row) => [row.ticket.id, row]));
    this.#counts = counts;
    this.#isListThere = true;
  }

  change({ rows, gone, counts }: ServerEvent<'tickets'>): void {
    for (const row of rows) this.#rows.set(row.ticket.id, row);
    for (const id of gone) this.#rows.delete(id);
    if (counts) this.#counts = counts;
  }

  inbox({ unread }: InboxAnswer): void {
    this.#unread = unread;
  }

  badge({ unread }: ServerEvent<'badge'>): void {
    this.#unread = unread;
  }
}
