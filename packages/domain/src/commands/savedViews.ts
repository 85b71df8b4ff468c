import {
  type CommandData,
  type CommandOutput,
  can,
  type Result,
  refuse,
  SAVED_VIEW_LIMIT,
} from '@sportello/core';
import { type Database, keptListId, newId, type SavedViewRecord } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { mayChange } from '../queries/savedViews.ts';

type Kept = Result<CommandOutput<'view.save'>>;

/** Remembers what somebody looks at in a list. */
export async function keepList(
  { database }: Installation,
  { principal }: Context,
  { page, query }: CommandData<'list.keep'>,
): Promise<Result<CommandOutput<'list.keep'>>> {
  if (!can(principal, 'ticket.read')) return refuse('forbidden');
  const id = keptListId(principal.person, principal.company, page);
  await database.keptLists.updateOne({ _id: id }, { $set: { query } }, { upsert: true });
  return { ok: true, data: {} };
}

/** Those that a view stands among: of the same owner, or of the same team. */
const beside = ({ owner, company, team }: Pick<SavedViewRecord, 'owner' | 'company' | 'team'>) =>
  team === null ? { owner, company, team } : { team };

/** Where the next view goes; null when there are too many. */
async function placeAmong(
  { savedViews }: Database,
  place: Pick<SavedViewRecord, 'owner' | 'company' | 'team'>,
): Promise<number | null> {
  const [count, last] = await Promise.all([
    savedViews.countDocuments(beside(place)),
    savedViews.findOne(beside(place)).sort({ position: -1 }).lean(),
  ]);
  return count >= SAVED_VIEW_LIMIT ? null : (last?.position ?? -1) + 1;
}

/** Only who looks after teams shares, and only with a team that there is. */
async function mayShare(
  installation: Installation,
  { principal }: Context,
  team: string | null,
): Promise<boolean> {
  if (team === null) return true;
  if (!can(principal, 'view.share')) return false;
  const { teams } = await installation.settings();
  return teams.some(({ code }) => code === team);
}

/** Keeps filters and order under a name. */
export async function saveView(
  installation: Installation,
  ctx: Context,
  { name, team, query }: CommandData<'view.save'>,
): Promise<Kept> {
  const { database } = installation;
  const { person: owner, company } = ctx.principal;
  if (!can(ctx.principal, 'ticket.read')) return refuse('forbidden');
  if (!(await mayShare(installation, ctx, team))) return refuse('forbidden', { field: 'team' });
  const place = { owner, company, team };
  const position = await placeAmong(database, place);
  if (position === null) return refuse('too_many_views', { limit: SAVED_VIEW_LIMIT });
  const view = newId();
  await database.savedViews.create({ _id: view, name, ...place, query, position });
  return { ok: true, data: { view } };
}

/** A view that somebody may change; anything else does not exist for them. */
async function theirs({ database }: Installation, ctx: Context, id: string): Promise<SavedViewRecord | null> {
  const view = await database.savedViews.findById(id).lean<SavedViewRecord>();
  return view && mayChange(ctx, view) ? view : null;
}

/** Gives a view another name, or to others. One that a team gives up becomes that of who takes it. */
export async function changeView(
  installation: Installation,
  ctx: Context,
  { view: id, name, team }: CommandData<'view.change'>,
): Promise<Kept> {
  const { database } = installation;
  const view = await theirs(installation, ctx, id);
  if (!view) return refuse('not_found');
  if (view.team === team) await database.savedViews.updateOne({ _id: id }, { $set: { name } });
  else {
    if (!(await mayShare(installation, ctx, team))) return refuse('forbidden', { field: 'team' });
    const place = { owner: ctx.principal.person, company: ctx.principal.company, team };
    const position = await placeAmong(database, place);
    if (position === null) return refuse('too_many_views', { limit: SAVED_VIEW_LIMIT });
    await database.savedViews.updateOne({ _id: id }, { $set: { name, ...place, position } });
  }
  return { ok: true, data: { view: id } };
}

/** Puts a view one place up or down; at the end it stays where it is. */
export async function moveView(
  installation: Installation,
  ctx: Context,
  { view: id, by }: CommandData<'view.move'>,
): Promise<Kept> {
  const { database } = installation;
  const view = await theirs(installation, ctx, id);
  if (!view) return refuse('not_found');
  const order = await database.savedViews.find(beside(view), { _id: 1 }).sort({ position: 1 }).lean();
  const ids = order.map(({ _id }) => _id);
  const from = ids.indexOf(id);
  const other = ids[from + by];
  if (other !== undefined) {
    ids[from] = other;
    ids[from + by] = id;
    // All of them, so that places that two people gave at the same moment come apart again.
    await database.savedViews.bulkWrite(
      ids.map((_id, position) => ({ updateOne: { filter: { _id }, update: { $set: { position } } } })),
    );
  }
  return { ok: true, data: { view: id } };
}

/** Forgets a view. */
export async function removeView(
  installation: Installation,
  ctx: Context,
  { view: id }: CommandData<'view.remove'>,
): Promise<Kept> {
  const view = await theirs(installation, ctx, id);
  if (!view) return refuse('not_found');
  await installation.database.savedViews.deleteOne({ _id: id });
  return { ok: true, data: { view: id } };
}
