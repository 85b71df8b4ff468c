import { type Principal, priorities, type State, type Ticket } from './entities.ts';
import { isAscending, orderOf, type Sorting, type ViewName } from './lists.ts';
import type { ListQuery } from './requests.ts';
import { doneStates, openStates } from './workflow/table.ts';

/** The conditions of a view beside the rights of who looks: a conjunction, used as check and as database filter. */
export interface ViewConditions {
  readonly states: readonly State[];
  readonly operator?: string | null;
  readonly participant?: string;
  readonly teams?: readonly string[];
  /** Somebody waits to be called back. */
  readonly callback?: true;
  /** A promised time has passed. */
  readonly overdue?: true;
  /** What a person has archived, or all the rest. */
  readonly archive?: { readonly person: string; readonly is: boolean };
  readonly number?: number;
  readonly priority?: Ticket['priority'];
  readonly requestType?: Ticket['requestType'];
  readonly category?: string;
  readonly subcategory?: string;
  readonly requester?: string;
  /** Opened at this moment or later … */
  readonly from?: number;
  /** … and before this one. */
  readonly to?: number;
}

/** Fields of a query that a ticket must equal, under the same name in both. */
export const equalFields = [
  'number',
  'priority',
  'requestType',
  'category',
  'subcategory',
  'requester',
] as const satisfies readonly (keyof ViewConditions & keyof Ticket & keyof ListQuery)[];

const statesOfView: Readonly<Record<ViewName, readonly State[]>> = {
  open: openStates,
  mine: openStates,
  unassigned: openStates,
  team: openStates,
  // Where support waits, a promise that had passed stands still with the rest.
  overdue: ['new', 'accepted', 'working', 'development', 'vendor'],
  waiting: ['waiting_customer', 'resolved'],
  callback: openStates,
  authorize: ['authorization'],
  closed: doneStates,
  all: [...openStates, ...doneStates],
  archived: [...openStates, ...doneStates],
};

function viewer(view: ViewName, principal: Principal): Partial<ViewConditions> {
  const isStaff = principal.side === 'staff';
  if (view === 'mine') return isStaff ? { operator: principal.person } : { participant: principal.person };
  if (view === 'unassigned') return { operator: null };
  if (view === 'callback') return { callback: true };
  if (view === 'overdue') return { overdue: true };
  if (view === 'team') return { teams: principal.teams };
  return {};
}

/** What narrows a view by a field of the query that a view may ask for too; null: nothing can be in it. */
function narrowed(query: ListQuery, principal: Principal): Partial<ViewConditions> | null {
  // That a promise was broken is counted for support alone.
  if (query.view === 'overdue' && principal.side === 'customer') return null;
  const own = viewer(query.view, principal);
  const { operator, show, from, to } = query;
  if (operator !== undefined && own.operator !== undefined && own.operator !== operator) return null;
  return {
    ...own,
    ...(operator !== undefined && { operator }),
    ...(show === 'own' && principal.side === 'customer' && { participant: principal.person }),
    ...Object.fromEntries(
      equalFields.flatMap((field) => (query[field] === undefined ? [] : [[field, query[field]]])),
    ),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

/** The conditions that a query means for who looks; without a state no ticket meets them. */
export function conditionsOf(query: ListQuery, principal: Principal): ViewConditions {
  const states = statesOfView[query.view];
  const conditions = narrowed(query, principal);
  if (!conditions) return { states: [] };
  const archive = { person: principal.person, is: query.view === 'archived' };
  return {
    ...conditions,
    archive,
    states: query.state ? states.filter((one) => one === query.state) : states,
  };
}

/**
 * True while somebody keeps a ticket out of their list: from when they archived it until the next message.
 * @param archived public head of the ticket when they did; absent where they did not
 */
export function isArchived(
  { lastCustomer, lastStaff }: Pick<Ticket, 'lastCustomer' | 'lastStaff'>,
  archived: number | undefined,
): boolean {
  return archived !== undefined && Math.max(lastCustomer?.pub ?? 0, lastStaff?.pub ?? 0) <= archived;
}

/**
 * True when a ticket meets the conditions of a view.
 * @param archived whether who looks has archived it
 */
export function meets(conditions: ViewConditions, ticket: Ticket, archived: boolean): boolean {
  const { operator, participant, teams, from, to } = conditions;
  if (!conditions.states.includes(ticket.state)) return false;
  if (conditions.archive && conditions.archive.is !== archived) return false;
  if (operator !== undefined && operator !== ticket.operator) return false;
  if (participant !== undefined && !ticket.participants.includes(participant)) return false;
  if (teams !== undefined && (ticket.team === null || !teams.includes(ticket.team))) return false;
  if (conditions.callback && ticket.callback === null) return false;
  if (conditions.overdue && ticket.dueAlarm !== 'breached') return false;
  if (from !== undefined && ticket.openedAt < from) return false;
  if (to !== undefined && ticket.openedAt >= to) return false;
  return equalFields.every((field) => conditions[field] === undefined || conditions[field] === ticket[field]);
}

/** Rank of a priority, higher is more pressing. */
export function priorityRank(value: Ticket['priority']): number {
  return priorities.indexOf(value);
}

/** The number a sorting orders by, highest first unless it is the other way round; ties are broken by id, the same way. */
export function sortValue(
  sort: Sorting,
  ticket: Pick<Ticket, 'activityAt' | 'openedAt' | 'priority'>,
): number {
  const order = orderOf(sort);
  if (order === 'created') return ticket.openedAt;
  if (order === 'priority') return priorityRank(ticket.priority) * 1e14 + ticket.activityAt;
  return ticket.activityAt;
}

/** Compares two tickets as a list shows them. */
export function compareTickets(sort: Sorting, one: Ticket, other: Ticket): number {
  const descending =
    sortValue(sort, other) - sortValue(sort, one) || (one.id < other.id ? 1 : one.id > other.id ? -1 : 0);
  return isAscending(sort) ? -descending : descending;
}

/** The opaque position of a ticket in a sorting, for {@link listQuery}'s `after`. */
export function positionIn(sort: Sorting, ticket: Ticket): string {
  return `${sortValue(sort, ticket)}:${ticket.id}`;
}
