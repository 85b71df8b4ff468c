import { can } from '@sportello/core';
import { ask } from '@sportello/domain';
import { error, redirect } from '@sveltejs/kit';
import { keepList, returnToList } from '$lib/server/keptList';
import { listAddressOf } from '$lib/server/listAddress';
import { signedIn } from '$lib/server/session';
import type { LayoutServerLoad } from './$types';

/** The queue, as the address asks for it. It depends on nothing else of the address, so that opening a ticket does not load it again. */
export const load: LayoutServerLoad = async (event) => {
  const { installation, context } = signedIn(event);
  if (!can(context.principal, 'desk.read')) redirect(303, '/tickets');
  if (event.untrack(() => !event.url.search)) await returnToList(installation, context, 'desk');
  const { query, isCut, topics } = await listAddressOf(installation, context, event.url.searchParams);
  const [list] = await Promise.all([
    ask(installation, context, 'list', query),
    keepList(installation, context, 'desk', query),
  ]);
  if (!list.ok) error(503, list.code);
  return { layout: 'fill' as const, query, isCut, list: list.data, topics };
};
