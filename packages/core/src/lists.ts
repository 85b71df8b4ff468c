import * as z from 'zod/mini';
import { type Principal, priorities, priority, type State, state, type Ticket } from './entities.ts';
import { code } from './fields.ts';
import { doneStates, openStates } from './workflow/table.ts';

/** Views of the queue and of a customer's list. */
export const viewNames = [
  'open',
  'mine',
  'unassigned',
  'team',
  'waiting',
  'authorize',
  'closed',
  'all',
] as const;
export type ViewName = (typeof viewNames)[number];

/** Sortings of a list; `activity` is the last public entry. */
export const sortings = ['activity', 'created', 'priority'] as const;
export type Sorting = (typeof sortings)[number];

/** Most rows of one window. */
export const PAGE_LIMIT = 50;
/** Counters stop here and are shown as "999+": an exact count of a huge view helps nobody and costs a scan. */
export const COUNT_LIMIT = 1000;

/** What a list shows: a view, narrowed, sorted, and a window of it. It stands in the address as it is. */
export const listQuery = z.strictObject({
  view: z._default(z.enum(viewNames, { error: 'not_allowed_value' }), 'open'),
  sort: z._default(z.enum(sortings, { error: 'not_allowed_value' }), 'activity'),
  state: z.optional(state),
  priority: z.optional(priority),
  category: z.optional(code),
  /** Opaque position after which the window begins. */
  after: z.optional(
    z
      .string()
      .check(
        z.maxLength(80, { error: 'cursor_invalid' }),
        z.regex(/^\d+(\.\d+)?:[0-9a-f]{24}$/, { error: 'cursor_invalid' }),
      ),
  ),
  limit: z._default(
    z
      .int({ error: 'type' })
      .check(z.gte(1, { error: 'not_allowed_value' }), z.lte(PAGE_LIMIT, { error: 'not_allowed_value' })),
    PAGE_LIMIT,
  ),
});
export type ListQuery = z.output<typeof listQuery>;
/** A list query as a caller writes it, with defaults left out. */
export type ListQueryInput = z.input<typeof listQuery>;

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

/** Views offered to who looks, in order. */
export function viewsFor(principal: Principal): readonly ViewName[] {
  if (principal.side === 'staff')
    return principal.role === 'collaborator'
      ? ['open', 'waiting', 'closed']
      : ['unassigned', 'mine', 'team', 'open', 'waiting', 'closed'];
  return principal.role === 'administrator'
    ? ['open', 'mine', 'authorize', 'closed', 'all']
    : ['open', 'mine', 'closed', 'all'];
}
