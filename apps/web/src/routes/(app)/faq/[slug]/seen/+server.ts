import { errorStatus } from '@sportello/core';
import { run, viewAsVisitor } from '@sportello/domain';
import { error } from '@sveltejs/kit';
import { rememberSeen, wasSeenToday } from '$lib/server/articleVisitor';
import { addressOf, anybody } from '$lib/server/session';
import type { RequestHandler } from './$types';

/** Programs that run the script of pages and say what they are. */
const robots = /bot|crawl|spider|preview/iu;

/** Counts that the article is read, once a day for a person or a visitor's browser. */
export const POST: RequestHandler = async (event) => {
  const { request, url, params } = event;
  // The framework looks at forms alone, and this has no body at all.
  if (request.headers.get('origin') !== url.origin) error(403);
  const { installation, reader } = anybody(event);
  if (robots.test(request.headers.get('user-agent') ?? '')) return new Response(null, { status: 204 });
  if (reader.principal) {
    const answer = await run(installation, reader, 'article.view', { slug: params.slug });
    return new Response(null, { status: answer.ok ? 204 : errorStatus[answer.code] });
  }
  if (wasSeenToday(event)) return new Response(null, { status: 204 });
  const answer = await viewAsVisitor(installation, reader, params.slug, addressOf(event));
  if (answer.ok) rememberSeen(event, params.slug);
  return new Response(null, { status: answer.ok ? 204 : errorStatus[answer.code] });
};
