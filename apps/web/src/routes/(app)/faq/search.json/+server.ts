import { errorStatus } from '@sportello/core';
import { json } from '@sveltejs/kit';
import { openToCaches } from '$lib/server/caching';
import { readSearchAddress, searchAs } from '$lib/server/searching';
import { anybody } from '$lib/server/session';
import type { RequestHandler } from './$types';

/** What is found while typing, for whoever has no live connection: public articles, or all that the reader may see. */
export const GET: RequestHandler = async (event) => {
  const { reader } = anybody(event);
  const { q } = readSearchAddress(event.url);
  const answer = await searchAs(event, { q });
  if (answer.ok) openToCaches(event, reader);
  return json(answer, { status: answer.ok ? 200 : errorStatus[answer.code] });
};
