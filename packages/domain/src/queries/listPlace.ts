import {
  isAscending,
  orderOf,
  type Principal,
  type Sorting,
  type TicketScope,
  ticketScope,
  type ViewConditions,
} from '@sportello/core';
import { type Database, type ListLead, listIndex } from '@sportello/models';
import { viewFilter } from './scope.ts';

/** Tickets up to which one way to a list is compared with another; of what is longer, nothing is counted any more. */
const COMPARED = 3_000;

/** More teams than these, in every state and priority, are more places than the database looks at side by side. */
const TEAMS_AT_ONCE = 5;

/** An index that a list can be read by. */
type Place = Record<string, 1 | -1>;

/** A way to a list: an index, and the conditions that say where in it the list lies; the others are looked at one by one. */
interface Way {
  readonly place: Place;
  readonly bounds: ViewConditions;
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
    const dated = { place: listIndex(lead, 'created'), bounds: { ...bounds, ...dates } };
    if (isByCreation) return [dated];
    const ordered = { place: listIndex(lead, sort), bounds: { ...bounds, ...rank } };
    return isDated ? [ordered, dated] : [ordered];
  });
}

/**
 * The index that a list is read by: named, since for small lists the planner finds sorting in memory as good. Where there
 * are several, the one in which the list lies among the fewest; a few tickets of some days are put in order afterwards.
 */
export async function placeOf(
  database: Database,
  principal: Principal,
  conditions: ViewConditions,
  sort: Sorting,
): Promise<Place> {
  if (conditions.number !== undefined) return { number: 1 };
  const ways = waysTo(ticketScope(principal, 'ticket.read') ?? {}, conditions, sort);
  const [first] = ways;
  if (first && ways.length === 1) return first.place;
  const counted = await Promise.all(
    ways.map(async ({ place, bounds }) => ({
      place,
      among: await countAmong(database, principal, bounds, place),
    })),
  );
  const [best] = counted.sort((one, other) => one.among - other.among);
  return best?.place ?? listIndex(null, sort);
}

async function countAmong(
  { tickets }: Database,
  principal: Principal,
  bounds: ViewConditions,
  place: Place,
): Promise<number> {
  const filter = viewFilter(principal, bounds);
  if (!filter) return 0;
  const count = () => tickets.countDocuments(filter, { limit: COMPARED, maxTimeMS: 2_000 });
  return whereIndexed(count().hint(place), count());
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
