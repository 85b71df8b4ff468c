import { can, errorStatus } from '@sportello/core';
import { formOf } from '@sportello/core/openingForm';
import { run } from '@sportello/domain';
import { error, fail } from '@sveltejs/kit';
import { readForm } from '$lib/features/form/formDraft';
import * as m from '$lib/paraglide/messages';
import { signedIn } from '$lib/server/session';
import type { Actions, PageServerLoad } from './$types';

/** The form of a new ticket as it is now; who may not change it is told that there is no such page. */
export const load: PageServerLoad = async (event) => {
  const { installation, context } = signedIn(event);
  if (!can(context.principal, 'settings.workflow')) error(404);
  const settings = await installation.settings();
  return {
    breadcrumbs: [{ label: m.menu_section_settings() }, { label: m.menu_form() }],
    form: formOf(settings),
    isOwn: Boolean(settings.form),
    preset: settings.preset,
    revision: settings.revision,
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { installation, context } = signedIn(event);
    const sent = await event.request.formData();
    const typed = sent.has('reset') ? null : readForm(sent);
    const answer = await run(installation, context, 'form.change', {
      revision: Number(sent.get('revision')),
      form: typed,
    });
    if (!answer.ok) return fail(errorStatus[answer.code], { refusal: answer, typed });
    return { refusal: null, typed: null };
  },
};
