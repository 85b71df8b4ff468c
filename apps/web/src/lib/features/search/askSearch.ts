import { isErrorCode, type Result, refuse, type SearchAnswer, searchAnswer } from '@sportello/core';
import type { SportelloClient } from '@sportello/core/client';
import type { AskSearch } from './searchFollower';

/** The answer of the public address: articles for whoever is not signed in. */
async function askAsVisitor(q: string): Promise<Result<SearchAnswer>> {
  try {
    const response = await fetch(`/faq/search.json?${new URLSearchParams({ q })}`);
    const body: unknown = await response.json();
    if (typeof body !== 'object' || body === null) return refuse('protocol_old');
    if ('code' in body && typeof body.code === 'string' && isErrorCode(body.code)) return refuse(body.code);
    const parsed = searchAnswer.safeParse('data' in body ? body.data : undefined);
    return parsed.success ? { ok: true, data: parsed.data } : refuse('protocol_old');
  } catch {
    return refuse('search_unavailable');
  }
}

/** How the reader of this page asks: over the live connection, or as a visitor, who has none. */
export function askSearch(client: SportelloClient | null): AskSearch {
  return client ? (q) => client.query('search', { q }) : askAsVisitor;
}
