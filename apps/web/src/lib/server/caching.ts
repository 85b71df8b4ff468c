import type { Context, Visitor } from '@sportello/domain';
import type { RequestEvent } from '@sveltejs/kit';

/** Seconds that a page for everybody may be kept. */
const keptFor = 60;

/**
 * Lets browsers and proxies keep a page for a moment, when it was made for somebody who is not signed in. Language and
 * appearance come from cookies, and so does being signed in: a kept page never meets another reader's.
 */
export function openToCaches(
  { setHeaders }: Pick<RequestEvent, 'setHeaders'>,
  reader: Context | Visitor,
): void {
  if (reader.principal) return;
  setHeaders({ 'cache-control': `public, max-age=${keptFor}`, vary: 'Cookie, Accept-Language' });
}
