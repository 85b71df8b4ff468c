import { can, listQuery } from '@sportello/core';
import { ask, refusedAddressesOf } from '@sportello/domain';
import { error, redirect } from '@sveltejs/kit';
import { mostRead } from '$lib/server/articleLinks';
import { signedIn } from '$lib/server/session';
import type { PageServerLoad } from './$types';

/** Articles offered on the home page. */
const OFFERED = 6;

/** The home of a customer: the person's own tickets, or the company's for whom only reads. Support works at the desk. */
export const load: PageServerLoad = async (event) => {
  const { installation, context } = signedIn(event);
  const { principal } = context;
  if (principal.side === 'staff') redirect(303, '/desk');
  const query = listQuery.parse({ view: can(principal, 'ticket.open') ? 'mine' : 'open' });
  const [list, person, articles, unreachable] = await Promise.all([
    ask(installation, context, 'list', query),
    installation.people.person(principal.person),
    mostRead(installation, context, OFFERED),
    refusedAddressesOf(installation, principal),
  ]);
  if (!list.ok) error(503, 'store_unavailable');
  const firstName = person?.firstName ?? context.name;
  return { query, list: list.data, firstName, articles, unreachable, ownSearch: true };
};
