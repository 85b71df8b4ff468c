import { can } from '@sportello/core';
import { manuscripts } from '@sportello/domain';
import { error } from '@sveltejs/kit';
import { isOn, shelves } from '$lib/features/writing/stageWords';
import * as m from '$lib/paraglide/messages';
import { signedIn } from '$lib/server/session';
import { categoryLabel } from '$lib/server/shelves';
import type { PageServerLoad } from './$types';

/** The articles as their writers see them; who may not write is told that there is no such page. */
export const load: PageServerLoad = async (event) => {
  const { installation, context } = signedIn(event);
  if (!can(context.principal, 'article.write')) error(404);
  const [all, settings] = await Promise.all([manuscripts(installation, context), installation.settings()]);
  const wanted = event.url.searchParams.get('shelf');
  const shelf = shelves.find((one) => one === wanted) ?? 'all';
  return {
    breadcrumbs: [{ label: m.menu_articles() }],
    shelf,
    mayArrange: can(context.principal, 'article.publish'),
    counts: Object.fromEntries(shelves.map((one) => [one, all.filter((card) => isOn(one, card)).length])),
    manuscripts: all
      .filter((card) => isOn(shelf, card))
      .map((card) => ({ ...card, category: categoryLabel(settings, card.category, context.locale) })),
  };
};
