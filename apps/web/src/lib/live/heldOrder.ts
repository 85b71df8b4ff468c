import { type Sorting, sortValue, type TicketRow } from '@sportello/core';

/** How a list stood when it was held: ids in order, and the rows as they were. */
export interface HeldOrder {
  readonly order: readonly string[];
  readonly rows: ReadonlyMap<string, TicketRow>;
}

const idOf = ({ ticket }: TicketRow): string => ticket.id;

/** Remembers how a list stands now. */
export function holdOrder(rows: readonly TicketRow[]): HeldOrder {
  return { order: rows.map(idOf), rows: new Map(rows.map((row) => [row.ticket.id, row])) };
}

/** Rows in their held places with what is known of them now; one that is gone keeps its place as it last was. */
export function heldRows(held: HeldOrder, rows: readonly TicketRow[]): TicketRow[] {
  const now = new Map(rows.map((row) => [row.ticket.id, row]));
  return held.order.flatMap((id) => now.get(id) ?? held.rows.get(id) ?? []);
}

/** Changes that a held list will show when it is let go: rows that appear, leave or move. */
export function pendingChanges(sort: Sorting, held: HeldOrder, rows: readonly TicketRow[]): number {
  const now = new Map(rows.map((row) => [row.ticket.id, row]));
  const appear = rows.filter(({ ticket }) => !held.rows.has(ticket.id)).length;
  const leaveOrMove = [...held.rows].filter(([id, before]) => {
    const row = now.get(id);
    return row === undefined || sortValue(sort, row.ticket) !== sortValue(sort, before.ticket);
  }).length;
  return appear + leaveOrMove;
}
