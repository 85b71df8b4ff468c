import {
  COUNT_LIMIT,
  can,
  conditionsOf,
  type ListPage,
  type ListQuery,
  readStoredQuery,
  ticketScope,
} from '@sportello/core';
import { type Database, keptListId, listIndex, type SavedViewRecord, trusted } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { placeOf, whereIndexed } from './listPlace.ts';
import { viewFilter } from './scope.ts';

/** A saved view as somebody sees it. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly query: ListQuery;
  /** The team that shares it; null: one's own. */
  readonly team: string | null;
  /** Whether the person may rename, move and remove it. */
  readonly isTheirs: boolean;
}

/** What somebody may change among saved views: their own, and with the right those of all teams. */
export function mayChange({ principal }: Context, view: SavedViewRecord): boolean {
  if (view.team !== null) return can(principal, 'view.share');
  return view.owner === principal.person && view.company === principal.company;
}

/** The views somebody sees: the own ones, then those of their teams; who looks after teams sees those of all. */
export async function savedViews({ database }: Installation, ctx: Context): Promise<SavedView[]> {
  const { person, company, side, teams } = ctx.principal;
  if (!can(ctx.principal, 'ticket.read')) return [];
  const own = { owner: person, company, team: null };
  const shared = can(ctx.principal, 'view.share') ? { $ne: null } : { $in: [...teams] };
  const [mine, ours] = await Promise.all(
    [own, side === 'staff' && { team: trusted(shared) }].map((filter) =>
      filter
        ? database.savedViews.find(filter).sort({ team: 1, position: 1 }).lean<SavedViewRecord[]>()
        : ([] as SavedViewRecord[]),
    ),
  );
  return [...(mine ?? []), ...(ours ?? [])].map((view) => ({
    id: view._id,
    name: view.name,
    query: readStoredQuery(view.query),
    team: view.team,
    isTheirs: mayChange(ctx, view),
  }));
}

/** Milliseconds that counting one view may take; a number that takes longer is left out. */
const MOST = { maxTimeMS: 2_000 } as const;

/**
 * How many tickets a list has for somebody, up to {@link COUNT_LIMIT}. What they have archived is counted apart and taken off,
 * so that no ticket has to be read for it.
 */
export async function countList(
  database: Database,
  { principal }: Context,
  query: ListQuery,
): Promise<number> {
  const { archive, ...conditions } = conditionsOf(query, principal);
  const filter = viewFilter(principal, archive?.is ? { ...conditions, archive } : conditions, 'activity');
  if (!filter) return 0;
  const place = await placeOf(
    database,
    principal,
    archive?.is ? { ...conditions, archive } : conditions,
    'activity',
  );
  const limit = COUNT_LIMIT;
  const all = () => database.tickets.countDocuments({ $and: [filter, place.within] }, { limit, ...MOST });
  const hidden = archive?.is
    ? null
    : viewFilter(principal, { ...conditions, archive: { person: principal.person, is: true } });
  const index = listIndex('archivedBy', 'activity');
  const archived = () => database.tickets.countDocuments(hidden ?? {}, { limit, ...MOST });
  const [count, less] = await Promise.all([
    whereIndexed(all().hint(place.index), all()),
    hidden ? whereIndexed(archived().hint(index), archived()) : 0,
  ]);
  return count >= limit ? count : Math.max(0, count - less);
}

/** {@link countList}, counted again only when a ticket was touched. */
function keptCount({ database, counts }: Installation, ctx: Context, query: ListQuery): Promise<number> {
  const { principal } = ctx;
  const what = [ticketScope(principal, 'ticket.read'), conditionsOf(query, principal)];
  return counts.of(what, principal.person, () => countList(database, ctx, query));
}

/** The numbers of somebody's saved views, by id. */
export async function countSavedViews(
  installation: Installation,
  ctx: Context,
  views: readonly SavedView[],
): Promise<Readonly<Record<string, number>>> {
  const counted = await Promise.all(
    views.map(async ({ id, query }) => [id, await keptCount(installation, ctx, query)] as const),
  );
  return Object.fromEntries(counted);
}

/** What somebody looked at last in a list, on whatever device; null where they never did. */
export async function keptList(
  { database }: Installation,
  { principal }: Context,
  page: ListPage,
): Promise<ListQuery | null> {
  const kept = await database.keptLists
    .findById(keptListId(principal.person, principal.company, page))
    .lean();
  return kept ? readStoredQuery(kept.query) : null;
}
