import { can } from '@sportello/core';
import { ask } from '@sportello/domain';
import { error, redirect } from '@sveltejs/kit';
import { readListAddress } from '$lib/features/queue/listAddress';
import { topicsOf } from '$lib/features/ticket/words/topics';
import { signedIn } from '$lib/server/session';
import type { LayoutServerLoad } from './$types';

/** The queue, as the address asks for it. It depends on nothing else of the address, so that opening a ticket does not load it again. */
export const load: LayoutServerLoad = async (event) => {
  const { installation, context } = signedIn(event);
  if (!can(context.principal, 'desk.read')) redirect(303, '/tickets');
  const topics = topicsOf(await installation.settings(), context.locale);
  const codes = topics.categories.map(({ code }) => code);
  const { query } = readListAddress(event.url.searchParams, context.principal, codes);
  const list = await ask(installation, context, 'list', query);
  if (!list.ok) error(503, list.code);
  return { layout: 'fill' as const, query, list: list.data, topics };
};
