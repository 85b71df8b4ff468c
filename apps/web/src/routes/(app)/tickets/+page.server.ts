import { can } from '@sportello/core';
import { ask } from '@sportello/domain';
import { error } from '@sveltejs/kit';
import { readListAddress } from '$lib/features/queue/listAddress';
import { topicsOf } from '$lib/features/ticket/words/topics';
import { keepList, returnToList } from '$lib/server/keptList';
import { signedIn } from '$lib/server/session';
import type { PageServerLoad } from './$types';

/** A window of the tickets that this person may see, as the address asks for it. */
export const load: PageServerLoad = async (event) => {
  const { installation, context } = signedIn(event);
  if (!can(context.principal, 'ticket.read')) error(403, 'forbidden');
  const topics = topicsOf(await installation.settings(), context.locale);
  if (!event.url.search) await returnToList(installation, context, 'tickets');
  const address = readListAddress(event.url.searchParams, context.principal, topics.categories);
  const [list] = await Promise.all([
    ask(installation, context, 'list', address.query),
    keepList(installation, context, 'tickets', address.query),
  ]);
  if (!list.ok) error(503, list.code);
  return { ...address, list: list.data, topics };
};
