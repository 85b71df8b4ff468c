import { can, errorStatus } from '@sportello/core';
import { lastChangeOf, routedOperators, routingRulesOf, run, unassignedNow } from '@sportello/domain';
import { error, fail } from '@sveltejs/kit';
import { readRouting } from '$lib/features/routing/routingForm';
import * as m from '$lib/paraglide/messages';
import { signedIn } from '$lib/server/session';
import type { Actions, PageServerLoad } from './$types';

/** Who gets a new ticket by itself; who may not change it is told that there is no such page. */
export const load: PageServerLoad = async (event) => {
  const { installation, context } = signedIn(event);
  if (!can(context.principal, 'settings.routing')) error(404);
  const [settings, operators, unassigned] = await Promise.all([
    installation.settings(),
    routedOperators(installation, context),
    unassignedNow(installation, context),
  ]);
  const teams = settings.teams.map(({ code, name }) => ({ code, name: name[context.locale] }));
  return {
    breadcrumbs: [{ label: m.menu_section_settings() }, { label: m.menu_routing() }],
    rules: routingRulesOf(settings),
    revision: settings.revision,
    change: await lastChangeOf(installation, context, settings, 'routing'),
    operators,
    teams,
    unassigned,
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { installation, context } = signedIn(event);
    const form = await event.request.formData();
    const operators = await routedOperators(installation, context);
    const typed = readRouting(
      form,
      operators.map(({ id }) => id),
    );
    const answer = await run(installation, context, 'routing.change', {
      revision: Number(form.get('revision')),
      ...typed,
    });
    if (!answer.ok) return fail(errorStatus[answer.code], { refusal: answer, typed });
    return { refusal: null, typed: null };
  },
};
