import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** Signs out on every node; what the device kept for this person goes with it. */
export const POST: RequestHandler = async ({ cookies, locals, request, setHeaders }) => {
  const { identity } = locals.installation;
  await identity.signOut(request.headers.get('cookie') ?? undefined);
  cookies.delete(identity.cookieName, { path: '/' });
  setHeaders({ 'Clear-Site-Data': '"cache", "storage"' });
  redirect(303, '/login');
};
