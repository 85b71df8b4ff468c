import type { Principal } from './entities.ts';

/** Views of the queue and of a customer's list. */
export const viewNames = [
  'open',
  'mine',
  'unassigned',
  'team',
  'waiting',
  'callback',
  'authorize',
  'closed',
  'all',
  'archived',
] as const;
export type ViewName = (typeof viewNames)[number];

/** Sortings of a list; `activity` is the last public entry. */
export const sortings = ['activity', 'created', 'priority'] as const;
export type Sorting = (typeof sortings)[number];

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
      ? ['open', 'waiting', 'callback', 'closed', 'archived']
      : ['unassigned', 'mine', 'team', 'open', 'waiting', 'callback', 'closed', 'archived'];
  return principal.role === 'administrator'
    ? ['open', 'mine', 'authorize', 'closed', 'all', 'archived']
    : ['open', 'mine', 'closed', 'all', 'archived'];
}
