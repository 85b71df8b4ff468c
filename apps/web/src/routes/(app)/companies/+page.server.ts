import { can, errorStatus } from '@sportello/core';
import { companiesToHold, run } from '@sportello/domain';
import { error, fail } from '@sveltejs/kit';
import * as m from '$lib/paraglide/messages';
import { signedIn } from '$lib/server/session';
import type { Actions, PageServerLoad } from './$types';

/** The customer companies, and what people read of a hold; who may not set one is told that there is no such page. */
export const load: PageServerLoad = async (event) => {
  const { installation, context } = signedIn(event);
  if (!can(context.principal, 'company.hold')) error(404);
  const [companies, { holdWords, revision }] = await Promise.all([
    companiesToHold(installation, context),
    installation.settings(),
  ]);
  return {
    breadcrumbs: [{ label: m.menu_companies() }],
    companies,
    words: can(context.principal, 'settings.workflow')
      ? { text: holdWords?.text ?? '', callWhom: holdWords?.callWhom ?? '', revision }
      : null,
  };
};

export const actions: Actions = {
  words: async (event) => {
    const { installation, context } = signedIn(event);
    const form = await event.request.formData();
    const typed = { text: String(form.get('text') ?? ''), callWhom: String(form.get('callWhom') ?? '') };
    const revision = Number(form.get('revision'));
    const answer = await run(installation, context, 'holds.change', { revision, ...typed });
    if (!answer.ok) return fail(errorStatus[answer.code], { refusal: answer, typed });
    return { refusal: null, typed: null };
  },
};
