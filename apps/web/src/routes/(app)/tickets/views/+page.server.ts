import { can, errorStatus, listPages, type Refusal } from '@sportello/core';
import { run } from '@sportello/domain';
import { error, fail, type RequestEvent, redirect } from '@sveltejs/kit';
import { listHref } from '$lib/features/queue/listAddress';
import * as m from '$lib/paraglide/messages';
import { listAddressOf } from '$lib/server/listAddress';
import { signedIn } from '$lib/server/session';
import type { Actions, PageServerLoad } from './$types';

/** The list of an address, without the place that was reached in it. */
async function listOf(event: Pick<RequestEvent, 'locals'>, params: URLSearchParams) {
  const { installation, context } = signedIn(event);
  const { query: whole, topics } = await listAddressOf(installation, context, params);
  const { after: _, limit: __, ...query } = whole;
  return { query, topics };
}

/** The saved views of a person, and a list that is about to become one when the address names it. */
export const load: PageServerLoad = async (event) => {
  const { installation, context } = signedIn(event);
  if (!can(context.principal, 'ticket.read')) error(403, 'forbidden');
  const params = event.url.searchParams;
  const { query, topics } = await listOf(event, params);
  const { teams } = await installation.settings();
  const page = listPages.find((one) => one === params.get('page')) ?? 'tickets';
  return {
    breadcrumbs: [{ label: m.list_title(), href: '/tickets' }, { label: m.views_title() }],
    offered: params.has('view') ? { address: listHref('', query, context.principal), query, page } : null,
    teams: can(context.principal, 'view.share')
      ? teams.map(({ code, name }) => ({ value: code, label: name[context.locale] }))
      : [],
    topics,
  };
};

const text = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};
const refused = (refusal: Refusal, view: string, name: string) =>
  fail(errorStatus[refusal.code], { refusal, view, name });

export const actions: Actions = {
  save: async (event) => {
    const { installation, context } = signedIn(event);
    const form = await event.request.formData();
    const { query } = await listOf(event, new URLSearchParams(text(form, 'list')));
    const name = text(form, 'name');
    const answer = await run(installation, context, 'view.save', {
      name,
      team: text(form, 'team') || null,
      query,
    });
    if (!answer.ok) return refused(answer, '', name);
    const page = listPages.find((one) => one === text(form, 'page')) ?? 'tickets';
    return redirect(303, listHref(`/${page}`, query, context.principal));
  },
  change: async (event) => {
    const { installation, context } = signedIn(event);
    const form = await event.request.formData();
    const [view, name] = [text(form, 'view'), text(form, 'name')];
    const answer = await run(installation, context, 'view.change', {
      view,
      name,
      team: text(form, 'team') || null,
    });
    return answer.ok ? { refusal: null, view, name: '' } : refused(answer, view, name);
  },
  move: async (event) => {
    const { installation, context } = signedIn(event);
    const form = await event.request.formData();
    const view = text(form, 'view');
    const answer = await run(installation, context, 'view.move', {
      view,
      by: Number(event.url.searchParams.get('by')),
    });
    return answer.ok ? { refusal: null, view, name: '' } : refused(answer, view, '');
  },
  remove: async (event) => {
    const { installation, context } = signedIn(event);
    const form = await event.request.formData();
    const view = text(form, 'view');
    const answer = await run(installation, context, 'view.remove', { view });
    return answer.ok ? { refusal: null, view, name: '' } : refused(answer, view, '');
  },
};
