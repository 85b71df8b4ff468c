import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { sitemap } from '$lib/server/sitemap';
import type { RequestHandler } from './$types';

/** Without a part, all addresses or the list of the parts; parts that are no number are not there. */
const part = z.coerce.number().int().min(1).max(1_000).nullable();

/** The addresses of what everybody may read, for search engines. */
export const GET: RequestHandler = async ({ locals, url, setHeaders }) => {
  const asked = part.safeParse(url.searchParams.get('part') ?? null);
  const xml = asked.success ? await sitemap(locals.installation, asked.data) : null;
  if (xml === null) error(404);
  setHeaders({ 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, max-age=3600' });
  return new Response(xml);
};
