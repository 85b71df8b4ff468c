import type { ListQuery, Principal } from '@sportello/core';
import { type Cookies, redirect } from '@sveltejs/kit';
import { firstView, listHref } from '$lib/features/queue/listAddress';

/** The pages with a list. */
type ListPage = '/tickets' | '/desk';

const YEAR = 365 * 24 * 60 * 60;
/** Longest address that is kept. */
const LIMIT = 1_000;

const cookieOf = (page: ListPage): string => `list_${page.slice(1)}`;

/** Remembers on this device what somebody looks at in a list, for the next visit. */
export function keepList(cookies: Cookies, page: ListPage, principal: Principal, query: ListQuery): void {
  const { after: _, ...kept } = query;
  const address = listHref('', kept, principal);
  if (address.length > LIMIT) return;
  const options = { path: '/', maxAge: YEAR, sameSite: 'lax', httpOnly: true } as const;
  cookies.set(cookieOf(page), principal.person + address, options);
}

/**
 * Leads from an address that says nothing to the list that was looked at last; it is the person's own, and what of it means
 * nothing any more is left out where it is read.
 */
export function returnToList(cookies: Cookies, page: ListPage, principal: Principal): void {
  const kept = cookies.get(cookieOf(page)) ?? '';
  const isTheirs = kept.startsWith(`${principal.person}?`) && kept.length <= principal.person.length + LIMIT;
  if (isTheirs) redirect(303, page + kept.slice(principal.person.length));
  if (page === '/desk') redirect(303, listHref(page, { view: firstView(principal) }, principal));
}
