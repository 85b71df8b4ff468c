import type { Principal } from '../entities.ts';
import { compareTickets, conditionsOf, meets, sortValue } from '../listRules.ts';
import { isAscending, type Sorting } from '../lists.ts';
import type { ListAnswer, ServerEvent, TicketRow } from '../protocol.ts';
import type { ListQuery } from '../requests.ts';

/** The part of a list that a page holds: its rows from the top, in order, and whether more follow. */
export interface ListWindow {
  readonly rows: readonly TicketRow[];
  readonly more: boolean;
}

const idOf = ({ ticket }: TicketRow): string => ticket.id;

function sorted(sort: Sorting, rows: readonly TicketRow[]): TicketRow[] {
  return [...rows].sort((one, other) => compareTickets(sort, one.ticket, other.ticket));
}

/** True when `row` comes after `edge` in a sorting. */
function isBeyond(sort: Sorting, row: TicketRow, edge: TicketRow): boolean {
  return compareTickets(sort, row.ticket, edge.ticket) > 0;
}

/** True when `row` comes before everything with a sort value. */
function isAbove(sort: Sorting, { ticket }: TicketRow, top: number): boolean {
  const value = sortValue(sort, ticket);
  return isAscending(sort) ? value < top : value > top;
}

/**
 * Takes over a page from the server: what is held between `after` (null: the top) and the page's last row is replaced by
 * it, what lies beyond stays until it is asked for again.
 */
export function withPage(
  sort: Sorting,
  held: ListWindow,
  answer: ListAnswer,
  after: TicketRow | null,
): ListWindow {
  const answered = new Set(answer.rows.map(idOf));
  const last = answer.rows.at(-1);
  const kept = held.rows.filter((row) => {
    if (answered.has(row.ticket.id)) return false;
    if (after && !isBeyond(sort, row, after)) return true;
    return answer.more && last !== undefined && isBeyond(sort, row, last);
  });
  const rows = sorted(sort, [...kept, ...answer.rows]);
  const goesBeyond = rows.at(-1)?.ticket.id !== last?.ticket.id;
  return { rows, more: answer.more && goesBeyond ? held.more : answer.more };
}

/**
 * Takes over changed rows and forgets those that are gone.
 * @param top the list begins after this sort value (a further page opened by its address); undefined: at the top
 */
export function withChanges(
  sort: Sorting,
  held: ListWindow,
  event: Pick<ServerEvent<'tickets'>, 'rows' | 'gone'>,
  top?: number,
): ListWindow {
  const changed = new Map(event.rows.map((row) => [row.ticket.id, row]));
  const kept = held.rows.filter(({ ticket }) => !changed.has(ticket.id) && !event.gone.includes(ticket.id));
  const last = held.rows.at(-1);
  const fits = (row: TicketRow): boolean => {
    if (top !== undefined && isAbove(sort, row, top)) return false;
    // A row beyond the end of a window that goes on belongs to a page that was not loaded yet, even if it came from here.
    // Of a list of which nothing is held any more, nothing is known: it has to be asked for again.
    return !held.more || (last !== undefined && !isBeyond(sort, row, last));
  };
  return { rows: sorted(sort, [...kept, ...[...changed.values()].filter(fits)]), more: held.more };
}

/** Takes over a push for a list; what was pushed for the list that was shown before may not belong to this one. */
export function withPush(
  query: ListQuery,
  me: Principal,
  held: ListWindow,
  { rows, gone }: Pick<ServerEvent<'tickets'>, 'rows' | 'gone'>,
): ListWindow {
  const conditions = conditionsOf(query, me);
  const belongs = ({ ticket, archived = false }: TicketRow): boolean => meets(conditions, ticket, archived);
  const strangers = rows.filter((row) => !belongs(row)).map(idOf);
  const top = query.after === undefined ? undefined : Number.parseFloat(query.after);
  return withChanges(query.sort, held, { rows: rows.filter(belongs), gone: [...gone, ...strangers] }, top);
}
