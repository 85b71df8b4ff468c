import { caughtMail } from '$lib/server/caughtMail';
import type { RequestHandler } from './$types';

/** The HTML of a caught mail, as strange to the portal as in a mail program: nothing in it runs or fetches anything. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { html } = await caughtMail(locals, params.id);
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
      'x-frame-options': 'SAMEORIGIN',
    },
  });
};
