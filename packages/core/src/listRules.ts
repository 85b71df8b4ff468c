import { type Principal, priorities, type State, type Ticket } from './entities.ts';
import type { Sorting, ViewName } from './lists.ts';
import type { ListQuery } from './requests.ts';
import { doneStates, openStates } from './workflow/table.ts';

/** The conditions of a view beside the rights of who looks: a conjunction, used as check and as database filter. */
export interface ViewConditions {
  readonly states: readonly State[];
  readonly operator?: string | null;
  readonly participant?: string;
  readonly teams?: readonly string[];
  readonly priority?: string;
  readonly category?: string;
}

const statesOfView: Readonly<Record<ViewName, readonly State[]>> = {
  open: openStates,
  mine: openStates,
  unassigned: openStates,
  team: openStates,
  waiting: ['waiting_customer', 'resolved'],
  authorize: ['authorization'],
  closed: doneStates,
  all: [...openStates, ...doneStates],
};

function viewer(view: ViewName, principal: Principal): Partial<ViewConditions> {
  const isStaff = principal.side === 'staff';
  if (view === 'mine') return isStaff ? { operator: principal.person } : { participant: principal.person };
  if (view === 'unassigned') return { operator: null };
  if (view === 'team') return { teams: principal.teams };
  return {};
}

/** The conditions that a query means for who looks. */
export function conditionsOf(query: ListQuery, principal: Principal): ViewConditions {
  const states = statesOfView[query.view];
  return {
    states: query.state ? states.filter((one) => one === query.state) : states,
    ...viewer(query.view, principal),
    ...(query.priority && { priority: query.priority }),
    ...(query.category && { category: query.category }),
  };
}

/** True when a ticket meets the conditions of a view. */
export function meets(conditions: ViewConditions, ticket: Ticket): boolean {
  if (!conditions.states.includes(ticket.state)) return false;
  if (conditions.operator !== undefined && conditions.operator !== ticket.operator) return false;
  if (conditions.participant !== undefined && !ticket.participants.includes(conditions.participant))
    return false;
  if (conditions.teams !== undefined && (ticket.team === null || !conditions.teams.includes(ticket.team)))
    return false;
  if (conditions.priority !== undefined && conditions.priority !== ticket.priority) return false;
  return conditions.category === undefined || conditions.category === ticket.category;
}

/** Rank of a priority, higher is more pressing. */
export function priorityRank(value: Ticket['priority']): number {
  return priorities.indexOf(value);
}

/** The number a sorting orders by, highest first; ties are broken by id, highest first. */
export function sortValue(
  sort: Sorting,
  ticket: Pick<Ticket, 'activityAt' | 'openedAt' | 'priority'>,
): number {
  if (sort === 'created') return ticket.openedAt;
  if (sort === 'priority') return priorityRank(ticket.priority) * 1e14 + ticket.activityAt;
  return ticket.activityAt;
}

/** Compares two tickets as a list shows them. */
export function compareTickets(sort: Sorting, one: Ticket, other: Ticket): number {
  return (
    sortValue(sort, other) - sortValue(sort, one) || (one.id < other.id ? 1 : one.id > other.id ? -1 : 0)
  );
}

/** The opaque position of a ticket in a sorting, for {@link listQuery}'s `after`. */
export function positionIn(sort: Sorting, ticket: Ticket): string {
  return `${sortValue(sort, ticket)}:${ticket.id}`;
}
