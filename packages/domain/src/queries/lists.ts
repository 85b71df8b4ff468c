import {
  can,
  conditionsOf,
  isAscending,
  type ListQuery,
  orderOf,
  type Principal,
  positionIn,
  type QueryData,
  type QueryOutput,
  type Result,
  refuse,
  type Sorting,
  viewsFor,
} from '@sportello/core';
import { type Database, fromRecord, listOrders, type TicketRecord, trusted } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { countViews, keptWhole } from './counting.ts';
import { placeOf, whereIndexed } from './listPlace.ts';
import { rowsOf } from './rows.ts';
import { type TicketFilter, viewFilter } from './scope.ts';

/**
 * What follows a position, as a filter on the same fields the list is ordered by. It is said by what is left out: an
 * alternative (`$or`) would be searched branch by branch and sorted afterwards.
 */
function afterFilter({ sort, priority }: ListQuery, after: string): TicketFilter {
  const [value = '0', id = ''] = after.split(':');
  const number = Number(value);
  const goesUp = isAscending(sort);
  /** From a value on, in the direction of the list. */
  const onwards = (from: number) => trusted(goesUp ? { $gte: from } : { $lte: from });
  const past = (to: number) => trusted(goesUp ? { $lt: to } : { $gt: to });
  const notBefore = trusted(goesUp ? { $lte: id } : { $gte: id });
  const order = orderOf(sort);
  const activityAt = number % 1e14;
  if (order === 'priority' && priority === undefined) {
    const priorityRank = Math.floor(number / 1e14);
    return {
      priorityRank: onwards(priorityRank),
      $nor: [
        { priorityRank, activityAt: past(activityAt) },
        { priorityRank, activityAt, _id: notBefore },
      ],
    };
  }
  const field = order === 'created' ? 'openedAt' : 'activityAt';
  const at = order === 'priority' ? activityAt : number;
  return { [field]: onwards(at), $nor: [{ [field]: at, _id: notBefore }] };
}

/** Of one priority the order by priority is the one by last activity, and the index has it as that. */
function sortWithin({ sort, priority }: ListQuery): Sorting {
  if (orderOf(sort) !== 'priority' || priority === undefined) return sort;
  return isAscending(sort) ? 'activity-asc' : 'activity';
}

/** The stored tickets of a window of a list; one more than the limit when there are more. */
export async function findWindow(
  database: Database,
  principal: Principal,
  query: ListQuery,
): Promise<TicketRecord[]> {
  const conditions = conditionsOf(query, principal);
  const filter = viewFilter(principal, conditions, query.sort);
  if (!filter) return [];
  const { index, within } = await placeOf(database, principal, conditions, query.sort);
  const order = sortWithin(query);
  const parts = [filter, within, query.after ? afterFilter(query, query.after) : {}];
  const window = database.tickets
    .find({ $and: parts.filter((part) => Object.keys(part).length > 0) })
    .sort(listOrders[order])
    .limit(query.limit + 1)
    .maxTimeMS(2_000)
    .lean<TicketRecord[]>();
  return whereIndexed(window.clone().hint(index), window);
}

/** A window of a list with its counters. */
export async function list(
  installation: Installation,
  ctx: Context,
  query: QueryData<'list'>,
): Promise<Result<QueryOutput<'list'>>> {
  const { principal } = ctx;
  if (!can(principal, 'ticket.read')) return refuse('forbidden');
  const records = await findWindow(installation.database, principal, query);
  const tickets = records.slice(0, query.limit).map(fromRecord);
  const [rows, counts] = await Promise.all([
    rowsOf(installation.database, principal, tickets),
    countViews(installation.database, principal, viewsFor(principal), (view) =>
      keptWhole(installation, principal, view),
    ),
  ]);
  const directory = await installation.people.directory(
    principal,
    rows.map(({ ticket }) => ticket),
  );
  return {
    ok: true,
    data: { rows, counts, more: records.length > query.limit, directory, at: installation.now() },
  };
}

/** The position after the last row of a window, for the next one. */
export function nextPosition(sort: Sorting, rows: QueryOutput<'list'>['rows']): string | null {
  const last = rows.at(-1);
  return last ? positionIn(sort, last.ticket) : null;
}
