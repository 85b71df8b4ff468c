import {
  isAscending,
  orderOf,
  type Principal,
  type Sorting,
  type TicketScope,
  ticketScope,
  type ViewConditions,
} from '@sportello/core';
import { type Database, type ListLead, listIndex, monthlyIndex, monthOf, trusted } from '@sportello/models';
import { type TicketFilter, viewFilter } from './scope.ts';

/** Tickets up to which one way to a list is compared with another; of what is longer, nothing is counted any more. */
const COMPARED = 1_000;

/** More teams than these, in every state and priority, are more places than the database looks at side by side. */
const TEAMS_AT_ONCE = 5;

/** Where they can be read month by month, no more than these are read to be put in order afterwards. */
const SORTED = 250;

/** More months than these, in every priority, are more places than the database looks at side by side. */
const MONTHS_AT_ONCE = 40;

/** An index that a list can be read by. */
type Index = Record<string, 1 | -1>;

/** Where a list is read. */
interface Place {
  readonly index: Index;
  /** What says where in the index it lies, beside the list's own filter. */
  readonly within: TicketFilter;
}

/** A way to a list: an index, and the conditions that say where in it the list lies; the others are looked at one by one. */
interface Way {
  readonly index: Index;
  readonly bounds: ViewConditions;
  /** What is read by it has to be put in order. */
  readonly isUnordered?: boolean;
}

/** What narrows a list for sure; of several that may, {@link placeOf} finds out which does most. */
function leadsOf(scope: TicketScope, conditions: ViewConditions): readonly ListLead[] {
  const { participant, requester, operator, category, requestType, teams, archive } = conditions;
  // Few tickets are archived, and who did it tells all there is to know.
  if (archive?.is) return ['archivedBy'];
  if (conditions.callback) return ['awaitsCall'];
  if (conditions.overdue) return ['dueAlarm'];
  if (scope.collaborator !== undefined) return ['collaborators'];
  if ((scope.participant ?? participant ?? requester) !== undefined) return ['participants'];
  if (scope.company !== undefined) return ['company'];
  const leads: ListLead[] = [];
  if (operator !== undefined) leads.push('operator');
  if (category !== undefined) leads.push('category');
  if (requestType !== undefined) leads.push('requestType');
  if (leads.length > 0) return leads;
  return teams === undefined || teams.length > TEAMS_AT_ONCE ? [null] : ['team'];
}

/** Of the conditions, those by which an index with this lead is entered. */
function boundsOf(lead: ListLead, conditions: ViewConditions): ViewConditions {
  const { states, participant, requester, operator, category, requestType, teams, archive } = conditions;
  return {
    states,
    ...(lead === 'archivedBy' && archive && { archive }),
    ...(lead === 'participants' && participant !== undefined && { participant }),
    ...(lead === 'participants' && participant === undefined && requester !== undefined && { requester }),
    ...(lead === 'awaitsCall' && { callback: true as const }),
    ...(lead === 'dueAlarm' && { overdue: true as const }),
    ...(lead === 'operator' && operator !== undefined && { operator }),
    ...(lead === 'category' && category !== undefined && { category }),
    ...(lead === 'requestType' && requestType !== undefined && { requestType }),
    ...(lead === 'team' && teams !== undefined && { teams }),
  };
}

function waysTo(scope: TicketScope, conditions: ViewConditions, sort: Sorting): Way[] {
  const { priority, from, to } = conditions;
  const isByCreation = orderOf(sort) === 'created';
  // Up to today the newest are wanted first in any order.
  const isDated = to !== undefined || (from !== undefined && isAscending(sort));
  const dates = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  const rank = priority !== undefined && !isByCreation ? { priority } : {};
  return leadsOf(scope, conditions).flatMap((lead): Way[] => {
    const bounds = boundsOf(lead, conditions);
    const dated = { index: listIndex(lead, 'created'), bounds: { ...bounds, ...dates } };
    if (isByCreation) return [dated];
    const ordered = { index: listIndex(lead, sort), bounds: { ...bounds, ...rank } };
    return isDated ? [ordered, { ...dated, isUnordered: true }] : [ordered];
  });
}

/**
 * Where a list is read: the index is named, since for small lists the planner finds sorting in memory as good. Where there
 * are several, the one in which the list lies among the fewest. A few tickets of some days are put in order afterwards;
 * many are read month by month, where they lie in order.
 */
export async function placeOf(
  database: Database,
  principal: Principal,
  conditions: ViewConditions,
  sort: Sorting,
): Promise<Place> {
  if (conditions.number !== undefined) return { index: { number: 1 }, within: {} };
  const scope = ticketScope(principal, 'ticket.read') ?? {};
  const ways = waysTo(scope, conditions, sort);
  const [first] = ways;
  if (first && ways.length === 1) return { index: first.index, within: {} };
  const isByMonth = ways.some(({ isUnordered }) => isUnordered) && isFound(scope, conditions);
  const counted = await Promise.all(
    ways.map(async ({ index, bounds, isUnordered = false }) => {
      const most = isByMonth && isUnordered ? SORTED : COMPARED;
      const among = await countAmong(database, principal, bounds, index, most);
      return { index, among, isLong: among === most, isRefused: isByMonth && isUnordered && among === most };
    }),
  );
  const [best] = counted.filter(({ isRefused }) => !isRefused).sort((one, other) => one.among - other.among);
  const months = isByMonth && best?.isLong ? await monthsOf(database, conditions) : [];
  if (months.length > 0 && months.length <= MONTHS_AT_ONCE) return monthly(months, conditions);
  return { index: best?.index ?? listIndex(null, sort), within: {} };
}

/** Month beside month. What was opened from a day on had its last activity from then on too. */
function monthly(months: readonly number[], { from }: ViewConditions): Place {
  const openedMonth = trusted({ $in: [...months] });
  const within = from === undefined ? { openedMonth } : { openedMonth, activityAt: trusted({ $gte: from }) };
  return { index: monthlyIndex, within };
}

/** Whether everything that narrows a list can be looked at in the index by month. */
function isFound(scope: TicketScope, conditions: ViewConditions): boolean {
  return leadsOf(scope, conditions).every(
    (lead) => lead === null || ['operator', 'category', 'requestType', 'team'].includes(lead),
  );
}

/** The months in which a list has tickets, as far as its dates tell. */
async function monthsOf({ tickets }: Database, { from, to }: ViewConditions): Promise<number[]> {
  const openedMonth = trusted({
    $gte: from === undefined ? 0 : monthOf(from),
    ...(to !== undefined && { $lte: monthOf(to) }),
  });
  return tickets.distinct('openedMonth', { openedMonth }).maxTimeMS(2_000);
}

async function countAmong(
  { tickets }: Database,
  principal: Principal,
  bounds: ViewConditions,
  index: Index,
  limit: number,
): Promise<number> {
  const filter = viewFilter(principal, bounds);
  if (!filter) return 0;
  const count = () => tickets.countDocuments(filter, { limit, maxTimeMS: 2_000 });
  return whereIndexed(count().hint(index), count());
}

/** MongoDB's code for a hint that names no index. */
const NO_SUCH_INDEX = 2;

/** Reads by a named index; while one version takes over from another, indexes are not yet, or no longer, those of this one. */
export async function whereIndexed<T>(hinted: PromiseLike<T>, free: PromiseLike<T>): Promise<T> {
  try {
    return await hinted;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === NO_SUCH_INDEX) return free;
    throw error;
  }
}
