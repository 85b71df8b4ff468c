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
  type TicketScope,
  ticketScope,
  type ViewConditions,
  type ViewName,
  viewsFor,
} from '@sportello/core';
import {
  type Database,
  fromRecord,
  type ListLead,
  listIndex,
  listOrders,
  type TicketRecord,
  trusted,
} from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { rowsOf } from './rows.ts';
import { type TicketFilter, viewFilter } from './scope.ts';

/** The index that a list is read by: named, since for small lists the planner finds sorting in memory as good. */
function indexOf(principal: Principal, conditions: ViewConditions, sort: Sorting): Record<string, 1 | -1> {
  const scope = ticketScope(principal, 'ticket.read') ?? {};
  return listIndex(leadOf(scope, conditions), sort);
}

/** What narrows a list most. */
function leadOf(scope: TicketScope, conditions: ViewConditions): ListLead {
  if (scope.participant !== undefined || conditions.participant !== undefined) return 'participants';
  if (scope.collaborator !== undefined) return 'collaborators';
  if (scope.company !== undefined) return 'company';
  if (conditions.operator !== undefined) return 'operator';
  return conditions.teams === undefined ? null : 'team';
}

/**
 * What follows a position, as a filter on the same fields the list is ordered by. It is said by what is left out: an
 * alternative (`$or`) would be searched branch by branch and sorted afterwards.
 */
function afterFilter(sort: Sorting, after: string): TicketFilter {
  const [value = '0', id = ''] = after.split(':');
  const number = Number(value);
  const notBefore = trusted({ $gte: id });
  if (sort === 'priority') {
    const priorityRank = Math.floor(number / 1e14);
    const activityAt = number % 1e14;
    return {
      priorityRank: trusted({ $lte: priorityRank }),
      $nor: [
        { priorityRank, activityAt: trusted({ $gt: activityAt }) },
        { priorityRank, activityAt, _id: notBefore },
      ],
    };
  }
  const field = sort === 'created' ? 'openedAt' : 'activityAt';
  return { [field]: trusted({ $lte: number }), $nor: [{ [field]: number, _id: notBefore }] };
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

/** MongoDB's code for a hint that names no index. */
const NO_SUCH_INDEX = 2;

/** The stored tickets of a window of a list; one more than the limit when there are more. */
async function findWindow(
  { tickets }: Database,
  principal: Principal,
  query: ListQuery,
): Promise<TicketRecord[]> {
  const conditions = conditionsOf(query, principal);
  const filter = viewFilter(principal, conditions);
  if (!filter) return [];
  const window = tickets
    .find(query.after ? { $and: [filter, afterFilter(query.sort, query.after)] } : filter)
    .sort(listOrders[query.sort])
    .limit(query.limit + 1)
    .maxTimeMS(2_000)
    .lean<TicketRecord[]>();
  try {
    return await window.clone().hint(indexOf(principal, conditions, query.sort));
  } catch (error) {
    // While one version takes over from another, indexes are not yet, or no longer, those of this one.
    if (error instanceof Error && 'code' in error && error.code === NO_SUCH_INDEX) return window;
    throw error;
  }
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
