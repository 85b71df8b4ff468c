import type { RequestHandler } from './$types';

/** Tells search engines what there is for everybody: the FAQ. All else asks to sign in. */
export const GET: RequestHandler = ({ locals, setHeaders }) => {
  setHeaders({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=3600' });
  const lines = [
    'User-agent: *',
    'Allow: /faq',
    'Allow: /_app/',
    'Allow: /favicon.svg',
    'Allow: /sitemap.xml',
    'Disallow: /faq/search.json',
    'Disallow: /',
    '',
    `Sitemap: ${locals.installation.origin}/sitemap.xml`,
    '',
  ];
  return new Response(lines.join('\n'));
};
