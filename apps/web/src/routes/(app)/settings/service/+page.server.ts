import { can, errorStatus } from '@sportello/core';
import { lastChangeOf, run } from '@sportello/domain';
import { error, fail } from '@sveltejs/kit';
import { readService, type ServiceInput } from '$lib/features/service/serviceForm';
import * as m from '$lib/paraglide/messages';
import { signedIn } from '$lib/server/session';
import type { Actions, PageServerLoad } from './$types';

/** When support works and what it promises; who may not change it is told that there is no such page. */
export const load: PageServerLoad = async (event) => {
  const { installation, context } = signedIn(event);
  if (!can(context.principal, 'settings.workflow')) error(404);
  const [{ service }, settings] = await Promise.all([installation.workflow(), installation.settings()]);
  const asInput: ServiceInput = structuredClone({
    calendar: {
      ...service.calendar,
      closures: [...service.calendar.closures],
      week: service.calendar.week.map((shifts) => shifts.map(([from, to]): [number, number] => [from, to])),
    },
    targets: service.targets,
  });
  return {
    breadcrumbs: [{ label: m.menu_section_settings() }, { label: m.menu_service() }],
    service: asInput,
    revision: settings.revision,
    change: await lastChangeOf(installation, context, settings, 'service'),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { installation, context } = signedIn(event);
    const form = await event.request.formData();
    const { service } = await installation.workflow();
    const typed = readService(form, service.calendar.timeZone);
    const answer = await run(installation, context, 'service.change', {
      revision: Number(form.get('revision')),
      ...typed,
    });
    if (!answer.ok) return fail(errorStatus[answer.code], { refusal: answer, typed });
    return { refusal: null, typed: null };
  },
};
