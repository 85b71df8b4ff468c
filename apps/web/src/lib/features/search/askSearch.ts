import { type Result, refuse, type SearchAnswer, searchAnswer } from '@sportello/core';
import { readAnswer, type SportelloClient } from '@sportello/core/client';
import type { AskSearch } from './searchFollower';

/** The answer of the public address: articles for whoever is not signed in. */
async function askAsVisitor(q: string): Promise<Result<SearchAnswer>> {
  try {
    const response = await fetch(`/faq/search.json?${new URLSearchParams({ q })}`);
    return readAnswer(searchAnswer, await response.json());
  } catch {
    return refuse('search_unavailable');
  }
}

/** How the reader of this page asks: over the live connection, or as a visitor, who has none. */
export function askSearch(client: SportelloClient | null): AskSearch {
  return client ? (q) => client.query('search', { q }) : askAsVisitor;
}
