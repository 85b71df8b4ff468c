import { type Context, countSavedViews, type Installation, savedViews } from '@sportello/domain';
import { listHref } from '$lib/features/queue/listAddress';
import type { SavedViewLine } from '$lib/features/queue/savedViewLine';

/** The saved views of somebody as menus and tabs show them, with their numbers. */
export async function savedViewLines(installation: Installation, context: Context): Promise<SavedViewLine[]> {
  const views = await savedViews(installation, context);
  const [counts, { teams }] = await Promise.all([
    countSavedViews(installation, context, views),
    installation.settings(),
  ]);
  return views.map(({ id, name, query, team, isTheirs }) => ({
    id,
    name,
    query,
    address: listHref('', query, context.principal),
    team,
    teamName: teams.find(({ code }) => code === team)?.name[context.locale] ?? null,
    isTheirs,
    count: counts[id] ?? 0,
  }));
}
