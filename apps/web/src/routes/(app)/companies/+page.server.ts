import { can, errorStatus } from '@sportello/core';
import { companiesToHold, lastChangeOf, run } from '@sportello/domain';
import { error, fail } from '@sveltejs/kit';
import { readHoldWords } from '$lib/features/holding/holdWords';
import * as m from '$lib/paraglide/messages';
import { signedIn } from '$lib/server/session';
import type { Actions, PageServerLoad } from './$types';

/** The customer companies, and what people read of a hold; who may not set one is told that there is no such page. */
export const load: PageServerLoad = async (event) => {
  const { installation, context } = signedIn(event);
  if (!can(context.principal, 'company.hold')) error(404);
  const [companies, settings] = await Promise.all([
    companiesToHold(installation, context),
    installation.settings(),
  ]);
  return {
    breadcrumbs: [{ label: m.menu_companies() }],
    companies,
    words: can(context.principal, 'settings.workflow')
      ? {
          saved: readHoldWords(settings.holdWords),
          revision: settings.revision,
          change: await lastChangeOf(installation, context, settings, 'holdWords'),
        }
      : null,
  };
};

export const actions: Actions = {
  words: async (event) => {
    const { installation, context } = signedIn(event);
    const form = await event.request.formData();
    const typed = readHoldWords(Object.fromEntries(form));
    const revision = Number(form.get('revision'));
    const answer = await run(installation, context, 'holds.change', { revision, ...typed });
    if (!answer.ok) return fail(errorStatus[answer.code], { refusal: answer, typed });
    return { refusal: null, typed: null };
  },
};
