import { can, presetCodes } from '@sportello/core';
import { replayed, scenarios } from '@sportello/domain';
import { error } from '@sveltejs/kit';
import { presetWords } from '$lib/features/workflow/workflowWords';
import * as m from '$lib/paraglide/messages';
import { readReplayAddress, workflowIn } from '$lib/server/replay/replayAddress';
import { replayView } from '$lib/server/replay/replayView';
import { scenarioWords } from '$lib/server/replay/replayWords';
import { signedIn } from '$lib/server/session';
import type { PageServerLoad } from './$types';

/** A workflow played on a ticket that never was; who may not change the workflow is told that there is no such page. */
export const load: PageServerLoad = async (event) => {
  const { installation, context } = signedIn(event);
  if (!can(context.principal, 'settings.workflow')) error(404);
  const { preset: own } = await installation.workflow();
  const { searchParams } = event.url;
  const address = readReplayAddress(searchParams, own.code);
  const { scenario, ticket, at } = address;
  const preset = workflowIn(address, own);
  const answer = await replayed(installation, context, {
    of: ticket === null ? { scenario } : { ticket },
    preset,
    title: m.replay_example(),
    at,
  });
  const ids = answer.ok ? Object.values(answer.data.people) : [];
  const { people } = await installation.people.names(context.principal, ids, []);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return {
    breadcrumbs: [
      { label: m.menu_section_settings() },
      { label: m.menu_workflow(), href: '/settings/workflow' },
      { label: m.replay_title() },
    ],
    groups: presetCodes.map((code) => ({
      label: presetWords(code).name,
      options: scenarios
        .filter((one) => one.preset === code)
        .map((one) => ({ value: one.code, label: scenarioWords(one.code) })),
    })),
    workflows: [
      { value: '', label: m.replay_workflow_usual() },
      ...(address.draft ? [{ value: 'draft', label: m.replay_workflow_draft() }] : []),
      { value: 'own', label: m.replay_workflow_own() },
      ...presetCodes.map((code) => ({ value: code, label: presetWords(code).name })),
    ],
    chosen: { scenario, ticket, workflow: address.workflow, draft: searchParams.get('draft') ?? '' },
    view: answer.ok ? replayView(answer.data, preset, (id) => names.get(id)) : null,
  };
};
