import type { TicketRow } from '@sportello/core';

/** What came in between two looks at the inbox. */
export interface Arrivals {
  readonly messages: number;
  /** The rows that have more to read than before, newest first. */
  readonly rows: readonly TicketRow[];
}

/**
 * What is new between two states of the inbox, in tickets that are not shown anyway.
 * @param isShown tickets whose page or pane speaks for itself
 */
export function arrivalsBetween(
  before: readonly TicketRow[],
  after: readonly TicketRow[],
  isShown: (ticket: string) => boolean,
): Arrivals {
  const known = new Map(before.map(({ ticket, unread }) => [ticket.id, unread]));
  const more = (row: TicketRow): number => Math.max(0, row.unread - (known.get(row.ticket.id) ?? 0));
  const rows = after.filter((row) => more(row) > 0 && !isShown(row.ticket.id));
  return { rows, messages: rows.reduce((sum, row) => sum + more(row), 0) };
}
