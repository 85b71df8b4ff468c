import { can, listQuery } from '@sportello/core';
import { ask, refusedAddressesOf } from '@sportello/domain';
import { error, redirect } from '@sveltejs/kit';
import { TO_AUTHORIZE } from '$lib/features/home/homeTickets';
import { mostUseful } from '$lib/server/articleLinks';
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
  const [list, authorizing, person, articles, unreachable] = await Promise.all([
    ask(installation, context, 'list', query),
    can(principal, 'ticket.authorize')
      ? ask(installation, context, 'list', { view: 'authorize', limit: TO_AUTHORIZE })
      : null,
    installation.people.person(principal.person),
    mostUseful(installation, context, OFFERED),
    refusedAddressesOf(installation, principal),
  ]);
  if (!list.ok) error(503, 'store_unavailable');
  return {
    authorizing: authorizing?.ok ? authorizing.data.rows : [],
    query,
    list: list.data,
    firstName: person?.firstName ?? context.name,
    articles,
    unreachable,
    ownSearch: true,
  };
};
