import { can, errorStatus } from '@sportello/core';
import { ownAbsence, run } from '@sportello/domain';
import { error, fail } from '@sveltejs/kit';
import { readAbsence } from '$lib/features/routing/absence';
import * as m from '$lib/paraglide/messages';
import { signedIn } from '$lib/server/session';
import type { Actions, PageServerLoad } from './$types';

/** When an operator is away, by their own word; who is given no tickets is told that there is no such page. */
export const load: PageServerLoad = async (event) => {
  const { installation, context } = signedIn(event);
  if (!can(context.principal, 'absence.change')) error(404);
  return {
    breadcrumbs: [{ label: m.menu_section_settings() }, { label: m.menu_absence() }],
    ...(await ownAbsence(installation, context)),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { installation, context } = signedIn(event);
    const { today } = await ownAbsence(installation, context);
    const typed = readAbsence(await event.request.formData(), today);
    const answer = await run(installation, context, 'absence.change', typed);
    if (!answer.ok) return fail(errorStatus[answer.code], { refusal: answer, typed });
    return { refusal: null, typed: null };
  },
};
