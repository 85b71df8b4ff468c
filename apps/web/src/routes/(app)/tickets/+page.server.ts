import { can } from '@sportello/core';
import { ask } from '@sportello/domain';
import { error } from '@sveltejs/kit';
import { keepList, returnToList } from '$lib/server/keptList';
import { listAddressOf } from '$lib/server/listAddress';
import { signedIn } from '$lib/server/session';
import type { PageServerLoad } from './$types';

/** A window of the tickets that this person may see, as the address asks for it. */
export const load: PageServerLoad = async (event) => {
  const { installation, context } = signedIn(event);
  if (!can(context.principal, 'ticket.read')) error(403, 'forbidden');
  if (!event.url.search) await returnToList(installation, context, 'tickets');
  const address = await listAddressOf(installation, context, event.url.searchParams);
  const [list] = await Promise.all([
    ask(installation, context, 'list', address.query),
    keepList(installation, context, 'tickets', address.query),
  ]);
  if (!list.ok) error(503, list.code);
  return { ...address, list: list.data };
};
