import { can, errorStatus } from '@sportello/core';
import { categoryUse, lastChangeOf, run } from '@sportello/domain';
import { error, fail } from '@sveltejs/kit';
import { arranged, iconOf, inTree, readCategories, withCodes } from '$lib/features/shelves/categoryDraft';
import * as m from '$lib/paraglide/messages';
import { signedIn } from '$lib/server/session';
import type { Actions, PageServerLoad } from './$types';

/** The categories as they are now; who may not change them is told that there is no such page. */
export const load: PageServerLoad = async (event) => {
  const { installation, context } = signedIn(event);
  if (!can(context.principal, 'article.publish')) error(404);
  const settings = await installation.settings();
  return {
    breadcrumbs: [{ label: m.menu_articles(), href: '/articles' }, { label: m.categories_link() }],
    categories: inTree(
      settings.articleCategories.map(({ code, name, description, icon, parent }) => ({
        code,
        isNew: false,
        name,
        description,
        icon: iconOf(icon),
        parent: parent ?? null,
      })),
    ),
    use: Object.fromEntries(await categoryUse(installation, context)),
    revision: settings.revision,
    change: await lastChangeOf(installation, context, settings, 'shelves'),
  };
};

export const actions: Actions = {
  save: async (event) => {
    const { installation, context } = signedIn(event);
    const sent = await event.request.formData();
    const typed = readCategories(sent);
    const answer = await run(installation, context, 'categories.change', {
      revision: Number(sent.get('revision')),
      categories: withCodes(typed),
    });
    if (!answer.ok) return fail(errorStatus[answer.code], { refusal: answer, typed, seen: null });
    return { refusal: null, typed: null, seen: null };
  },
  /** Without script the buttons of a row send what is typed, and get it back arranged; nothing is saved. */
  arrange: async (event) => {
    signedIn(event);
    const sent = await event.request.formData();
    const typed = arranged(readCategories(sent), String(sent.get('act')));
    return { refusal: null, typed, seen: Number(sent.get('revision')) };
  },
};
