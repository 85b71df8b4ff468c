import { countSavedViews, savedViews } from '@sportello/domain';
import { json } from '@sveltejs/kit';
import { signedIn } from '$lib/server/session';
import type { RequestHandler } from './$types';

/** The numbers of the saved views, by id: asked for again by pages that show them when something has changed. */
export const GET: RequestHandler = async (event) => {
  const { installation, context } = signedIn(event);
  const views = await savedViews(installation, context);
  return json(await countSavedViews(installation, context, views), {
    headers: { 'cache-control': 'private, no-store' },
  });
};
