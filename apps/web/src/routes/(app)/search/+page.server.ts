import { redirect } from '@sveltejs/kit';
import { searchHref, ticketMeant } from '$lib/features/search/found';
import { mostUseful } from '$lib/server/articleLinks';
import { readSearchAddress, searchAs } from '$lib/server/searching';
import { anybody } from '$lib/server/session';
import type { PageServerLoad } from './$types';

/** Results of each section: a taste of all of them, or one section at length. */
const TASTE = 6;
const AT_LENGTH = 50;
/** Articles offered while nothing is searched for. */
const SUGGESTED = 6;

/** What fits the address; without a query, what others read. */
export const load: PageServerLoad = async (event) => {
  const { installation, reader } = anybody(event);
  const { q, in: section, go } = readSearchAddress(event.url);
  const shared = { q, section, taste: TASTE, ownSearch: true };
  if (q.trim() === '')
    return {
      ...shared,
      answer: null,
      refusal: null,
      suggested: await mostUseful(installation, reader, SUGGESTED),
    };
  const found = await searchAs(
    event,
    section ? { q, sections: [section], limit: AT_LENGTH } : { q, limit: TASTE },
  );
  if (go) {
    const number = found.ok ? ticketMeant(found.data, q) : null;
    redirect(303, number === null ? searchHref(q, section ?? undefined) : `/tickets/${number}`);
  }
  return { ...shared, answer: found.ok ? found.data : null, refusal: found.ok ? null : found, suggested: [] };
};
