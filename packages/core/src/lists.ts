import type { Principal } from './entities.ts';

/** Views of the queue and of a customer's list. */
export const viewNames = [
  'open',
  'mine',
  'unassigned',
  'team',
  'overdue',
  'waiting',
  'callback',
  'authorize',
  'closed',
  'all',
  'archived',
] as const;
export type ViewName = (typeof viewNames)[number];

/** What a list is put in order by; `activity` is the last public entry. */
export const sortOrders = ['activity', 'created', 'priority'] as const;
export type SortOrder = (typeof sortOrders)[number];

/** Sortings of a list: each order with the newest or most pressing first, and the other way round. */
export const sortings = [...sortOrders, 'activity-asc', 'created-asc', 'priority-asc'] as const;
export type Sorting = (typeof sortings)[number];

const ascending = {
  activity: 'activity-asc',
  created: 'created-asc',
  priority: 'priority-asc',
} as const satisfies Record<SortOrder, Sorting>;

/** What a sorting orders by, whichever way round. */
export function orderOf(sort: Sorting): SortOrder {
  return sortOrders.find((order) => sort === order || sort === ascending[order]) ?? 'activity';
}

/** True for a sorting with the oldest or least pressing first. */
export function isAscending(sort: Sorting): boolean {
  return sort !== orderOf(sort);
}

/** The same order the other way round. */
export function reversed(sort: Sorting): Sorting {
  const order = orderOf(sort);
  return sort === order ? ascending[order] : order;
}

/** Pages with a list, each of which remembers its own. */
export const listPages = ['tickets', 'desk'] as const;
export type ListPage = (typeof listPages)[number];

/** Longest name of a saved view. */
export const VIEW_NAME_LIMIT = 60;
/** Most views a person, and most a team, may keep: all of them are counted live. */
export const SAVED_VIEW_LIMIT = 20;

/** Most rows of one window. */
export const PAGE_LIMIT = 50;
/** Counters stop here and are shown as "999+": an exact count of a huge view helps nobody and costs a scan. */
export const COUNT_LIMIT = 1000;

/** The view by which a menu counts for who looks, also where no list is open; null: it counts none. */
export function countedView(principal: Principal): ViewName | null {
  if (principal.side === 'staff') return viewsFor(principal)[0] ?? null;
  return principal.role === 'administrator' ? 'authorize' : null;
}

/** Views offered to who looks, in order. */
export function viewsFor(principal: Principal): readonly ViewName[] {
  if (principal.side === 'staff')
    return principal.role === 'collaborator'
      ? ['open', 'overdue', 'waiting', 'callback', 'closed', 'all', 'archived']
      : ['unassigned', 'mine', 'team', 'open', 'overdue', 'waiting', 'callback', 'closed', 'all', 'archived'];
  return principal.role === 'administrator'
    ? ['open', 'mine', 'authorize', 'closed', 'all', 'archived']
    : ['open', 'mine', 'closed', 'all', 'archived'];
}
