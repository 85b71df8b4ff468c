import {
  COUNT_LIMIT,
  can,
  conditionsOf,
  type ListQuery,
  type Principal,
  positionIn,
  type QueryData,
  type QueryOutput,
  type Result,
  refuse,
  type Sorting,
  type ViewName,
  viewsFor,
} from '@sportello/core';
import { type Database, fromRecord, type TicketRecord, trusted } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { rowsOf } from './rows.ts';
import { type TicketFilter, viewFilter } from './scope.ts';

const orders: Readonly<Record<Sorting, Record<string, -1>>> = {
  activity: { activityAt: -1, _id: -1 },
  created: { openedAt: -1, _id: -1 },
  priority: { priorityRank: -1, activityAt: -1, _id: -1 },
};

/** What follows a position, as a filter on the same fields the list is ordered by. */
function afterFilter(sort: Sorting, after: string): TicketFilter {
  const [value = '0', id = ''] = after.split(':');
  const number = Number(value);
  if (sort === 'priority') {
    const rank = Math.floor(number / 1e14);
    const at = number % 1e14;
    return {
      $or: [
        { priorityRank: trusted({ $lt: rank }) },
        { priorityRank: rank, activityAt: trusted({ $lt: at }) },
        { priorityRank: rank, activityAt: at, _id: trusted({ $lt: id }) },
      ],
    };
  }
  const field = sort === 'created' ? 'openedAt' : 'activityAt';
  return {
    [field]: trusted({ $lte: number }),
    $or: [{ [field]: trusted({ $lt: number }) }, { _id: trusted({ $lt: id }) }],
  };
}

/** Absolute counters of views; each stops at {@link COUNT_LIMIT}. */
export async function countViews(
  database: Database,
  principal: Principal,
  views: readonly ViewName[],
): Promise<Partial<Record<ViewName, number>>> {
  const counted = await Promise.all(
    views.map(async (view) => {
      const filter = viewFilter(principal, conditionsOf({ view, sort: 'activity', limit: 1 }, principal));
      const count = filter
        ? await database.tickets.countDocuments(filter, { limit: COUNT_LIMIT, maxTimeMS: 2_000 })
        : 0;
      return [view, count] as const;
    }),
  );
  return Object.fromEntries(counted);
}

/** The stored tickets of a window of a list; one more than the limit when there are more. */
export function findWindow(database: Database, principal: Principal, query: ListQuery) {
  const filter = viewFilter(principal, conditionsOf(query, principal));
  if (!filter) return null;
  return database.tickets
    .find(query.after ? { $and: [filter, afterFilter(query.sort, query.after)] } : filter)
    .sort(orders[query.sort])
    .limit(query.limit + 1)
    .maxTimeMS(2_000);
}

/** A window of a list with its counters. */
export async function list(
  installation: Installation,
  ctx: Context,
  query: QueryData<'list'>,
): Promise<Result<QueryOutput<'list'>>> {
  const { principal } = ctx;
  if (!can(principal, 'ticket.read')) return refuse('forbidden');
  const records = (await findWindow(installation.database, principal, query)?.lean<TicketRecord[]>()) ?? [];
  const tickets = records.slice(0, query.limit).map(fromRecord);
  const [rows, counts] = await Promise.all([
    rowsOf(installation.database, principal, tickets),
    countViews(installation.database, principal, viewsFor(principal)),
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
