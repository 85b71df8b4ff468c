import { ownLogo } from '@sportello/domain';
import { error } from '@sveltejs/kit';
import { signedIn } from '$lib/server/session';
import type { RequestHandler } from './$types';

/** The logo as mails carry it. */
export const GET: RequestHandler = async (event) => {
  const { installation, context } = signedIn(event);
  const logo = await ownLogo(installation, context.principal);
  if (!logo) error(404);
  return new Response(new Uint8Array(logo.png), {
    headers: { 'content-type': 'image/png', 'cache-control': 'private, no-store' },
  });
};
