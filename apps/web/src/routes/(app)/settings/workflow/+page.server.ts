import { can, errorStatus, presetCodes } from '@sportello/core';
import { lastChangeOf, openByState, run } from '@sportello/domain';
import { error, fail } from '@sveltejs/kit';
import { changeOf, draftOf, readDraft } from '$lib/features/workflow/workflowDraft';
import * as m from '$lib/paraglide/messages';
import { signedIn } from '$lib/server/session';
import { usualStateNames } from '$lib/text/ticketWords';
import type { Actions, PageServerLoad } from './$types';

/** The workflow in force, or another one to begin with; who may not change it is told that there is no such page. */
export const load: PageServerLoad = async (event) => {
  const { installation, context } = signedIn(event);
  if (!can(context.principal, 'settings.workflow')) error(404);
  const settings = await installation.settings();
  const { preset, workflow, revision } = settings;
  const wanted = presetCodes.find((code) => code === event.url.searchParams.get('preset')) ?? preset;
  const saved = draftOf(preset, workflow);
  return {
    breadcrumbs: [{ label: m.menu_section_settings() }, { label: m.menu_workflow() }],
    saved,
    initial: wanted === preset ? saved : draftOf(wanted, null),
    revision,
    change: await lastChangeOf(installation, context, settings, 'workflow'),
    usual: usualStateNames(),
    counts: await openByState(installation, context),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { installation, context } = signedIn(event);
    const form = await event.request.formData();
    const draft = readDraft(form, usualStateNames());
    const change = changeOf(draft, Number(form.get('revision')));
    const answer = await run(installation, context, 'workflow.change', change);
    if (!answer.ok) return fail(errorStatus[answer.code], { refusal: answer, typed: draft });
    return { refusal: null, typed: null };
  },
};
