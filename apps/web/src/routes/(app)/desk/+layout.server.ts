import { can } from '@sportello/core';
import { ask } from '@sportello/domain';
import { error, redirect } from '@sveltejs/kit';
import { readListAddress } from '$lib/features/queue/listAddress';
import { topicsOf } from '$lib/features/ticket/words/topics';
import { keepList, returnToList } from '$lib/server/keptList';
import { signedIn } from '$lib/server/session';
import type { LayoutServerLoad } from './$types';

/** The queue, as the address asks for it. It depends on nothing else of the address, so that opening a ticket does not load it again. */
export const load: LayoutServerLoad = async (event) => {
  const { installation, context } = signedIn(event);
  if (!can(context.principal, 'desk.read')) redirect(303, '/tickets');
  const topics = topicsOf(await installation.settings(), context.locale);
  if (event.untrack(() => !event.url.search)) await returnToList(installation, context, 'desk');
  const { query } = readListAddress(event.url.searchParams, context.principal, topics.categories);
  const [list] = await Promise.all([
    ask(installation, context, 'list', query),
    keepList(installation, context, 'desk', query),
  ]);
  if (!list.ok) error(503, list.code);
  return { layout: 'fill' as const, query, list: list.data, topics };
};
