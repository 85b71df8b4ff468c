import { COUNT_LIMIT, conditionsOf, type Principal, ticketScope, type ViewName } from '@sportello/core';
import { type Database, listIndex } from '@sportello/models';
import type { Installation } from '../installation.ts';
import { whereIndexed } from './listPlace.ts';
import { viewFilter } from './scope.ts';

/** Counters of views. */
export type Counts = Partial<Record<ViewName, number>>;

const MOST = { maxTimeMS: 2_000 } as const;

const conditionsOfView = (view: ViewName, principal: Principal) =>
  conditionsOf({ view, sort: 'activity', limit: 1 }, principal);

/** Tickets of a view, what somebody has archived among them: the same for all who see the same tickets in it. */
export async function countWhole(
  { tickets }: Database,
  principal: Principal,
  view: ViewName,
  limit: number = COUNT_LIMIT,
): Promise<number> {
  const { archive, ...conditions } = conditionsOfView(view, principal);
  const filter = viewFilter(principal, archive?.is ? { ...conditions, archive } : conditions);
  return filter ? tickets.countDocuments(filter, { limit, ...MOST }) : 0;
}

/** {@link countWhole}, counted again only when a ticket was touched; shared by all who see the same tickets. */
export function keptWhole(
  { database, counts }: Installation,
  principal: Principal,
  view: ViewName,
): Promise<number> {
  const { archive, ...conditions } = conditionsOfView(view, principal);
  const what = [ticketScope(principal, 'ticket.read'), conditions, archive?.is];
  const person = archive?.is ? principal.person : '';
  return counts.of(what, person, () => countWhole(database, principal, view));
}

/** How many tickets of some views a person has archived; they lie in an index of their own, which ends soon. */
async function countHidden(
  { tickets }: Database,
  principal: Principal,
  views: readonly ViewName[],
): Promise<Counts> {
  const index = listIndex('archivedBy', 'activity');
  const { person } = principal;
  const any = () => tickets.countDocuments({ archivedBy: person }, { limit: 1, ...MOST });
  if ((await whereIndexed(any().hint(index), any())) === 0) return {};
  const hidden = await Promise.all(
    views.map(async (view): Promise<[ViewName, number]> => {
      const conditions = conditionsOfView(view, principal);
      if (conditions.archive?.is) return [view, 0];
      const filter = viewFilter(principal, { ...conditions, archive: { person, is: true } });
      const count = () => tickets.countDocuments(filter ?? {}, MOST);
      return [view, filter ? await whereIndexed(count().hint(index), count()) : 0];
    }),
  );
  return Object.fromEntries(hidden);
}

/**
 * Absolute counters of views for a person; each stops at {@link COUNT_LIMIT}. Each is counted whole, and what the person has
 * archived is taken off: so the whole may be shared, and no ticket has to be read for it.
 * @param whole counts a view with what is archived
 */
export async function countViews(
  database: Database,
  principal: Principal,
  views: readonly ViewName[],
  whole: (view: ViewName) => Promise<number> = (view) => countWhole(database, principal, view),
): Promise<Counts> {
  const [hidden, counted] = await Promise.all([
    countHidden(database, principal, views),
    Promise.all(views.map(async (view) => [view, await whole(view)] as const)),
  ]);
  const left = counted.map(async ([view, count]) => {
    const less = hidden[view] ?? 0;
    if (less === 0 || count < COUNT_LIMIT) return [view, Math.max(0, count - less)] as const;
    const more = await countWhole(database, principal, view, COUNT_LIMIT + less);
    return [view, Math.min(COUNT_LIMIT, Math.max(0, more - less))] as const;
  });
  return Object.fromEntries(await Promise.all(left));
}
