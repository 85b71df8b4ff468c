import { can, errorStatus, presetCodes } from '@sportello/core';
import { formOf } from '@sportello/core/openingForm';
import { lastChangeOf, run } from '@sportello/domain';
import { error, fail } from '@sveltejs/kit';
import { readForm } from '$lib/features/form/formDraft';
import * as m from '$lib/paraglide/messages';
import { signedIn } from '$lib/server/session';
import type { Actions, PageServerLoad } from './$types';

/**
 * The form of a new ticket as it is now, or as it is with another workflow; who may not change it is told that there is no
 * such page.
 */
export const load: PageServerLoad = async (event) => {
  const { installation, context } = signedIn(event);
  if (!can(context.principal, 'settings.workflow')) error(404);
  const settings = await installation.settings();
  const asked = event.url.searchParams.get('preset');
  const preset = presetCodes.find((code) => code === asked) ?? settings.preset;
  return {
    breadcrumbs: [{ label: m.menu_section_settings() }, { label: m.menu_form() }],
    form: formOf({ ...settings, preset }),
    isOwn: Boolean(settings.forms?.[preset]),
    preset,
    inForce: settings.preset,
    revision: settings.revision,
    change: await lastChangeOf(installation, context, settings, 'form'),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { installation, context } = signedIn(event);
    const sent = await event.request.formData();
    const typed = sent.has('reset') ? null : readForm(sent);
    const answer = await run(installation, context, 'form.change', {
      revision: Number(sent.get('revision')),
      preset: sent.get('preset'),
      form: typed,
    });
    if (!answer.ok) return fail(errorStatus[answer.code], { refusal: answer, typed });
    return { refusal: null, typed: null };
  },
};
