import { caughtMail } from '$lib/server/caughtMail';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { to, subject, text, headers, at } = await caughtMail(locals, params.id);
  return {
    id: params.id,
    to,
    subject,
    text,
    headers: headers.map(({ name, value }) => ({ name, value })),
    at,
  };
};
