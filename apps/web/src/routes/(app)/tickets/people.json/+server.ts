import { errorStatus } from '@sportello/core';
import { filterPeople } from '@sportello/domain';
import { json } from '@sveltejs/kit';
import { signedIn } from '$lib/server/session';
import type { RequestHandler } from './$types';

/** The people that the lists of who asks can be narrowed to: asked for when the filters are opened, since they may be many. */
export const GET: RequestHandler = async (event) => {
  const { installation, context } = signedIn(event);
  const answer = await filterPeople(installation, context);
  return json(answer, { status: answer.ok ? 200 : errorStatus[answer.code] });
};
