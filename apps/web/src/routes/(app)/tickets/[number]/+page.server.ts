import { errorStatus } from '@sportello/core';
import { ask, purgedAt } from '@sportello/domain';
import { error } from '@sveltejs/kit';
import { topicsOf } from '$lib/features/ticket/words/topics';
import * as m from '$lib/paraglide/messages';
import { signedIn } from '$lib/server/session';
import type { Actions, PageServerLoad } from './$types';
import { archiveForm, ticketForm } from './ticketForms.server';
import { ticketWindow, wholeNumber } from './ticketWindow.server';

/** One ticket with its conversation; one that may not be seen answers exactly like one that does not exist. */
export const load: PageServerLoad = async (event) => {
  const { installation, context } = signedIn(event);
  const { cookies, params, url } = event;
  const number = wholeNumber(params.number);
  if (number === null) error(404);
  const at = wholeNumber(url.searchParams.get('at'));
  const answer = await ticketWindow(installation, context, number, {
    from: wholeNumber(url.searchParams.get('from')),
    at,
  });
  if (!answer.ok) {
    const isGone = answer.code === 'not_found' && (await purgedAt(installation, context, number)) !== null;
    error(isGone ? 410 : errorStatus[answer.code]);
  }
  const links = await ask(installation, context, 'links', { ticket: answer.data.ticket.id });
  return {
    answer: answer.data,
    links: links.ok ? links.data.links : [],
    topics: topicsOf(await installation.settings(), context.locale),
    at,
    formKey: crypto.randomUUID(),
    panelFolded: cookies.get('ticket-panel') === 'folded',
    breadcrumbs: [{ label: m.menu_tickets(), href: '/tickets' }, { label: `#${number}` }],
    layout: 'fill' as const,
  };
};

export const actions: Actions = {
  reply: ticketForm('reply'),
  note: ticketForm('note'),
  take: ticketForm('take'),
  move: ticketForm('move'),
  archive: archiveForm,
};
