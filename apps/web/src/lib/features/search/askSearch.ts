import { type Result, refuse, type SearchAnswer, searchAnswer } from '@sportello/core';
import { readAnswer, type SportelloClient } from '@sportello/core/client';
import type { SearchSection } from './found';

/** Asks for what fits a text, in one section or in all. */
export type AskSection = (q: string, section: SearchSection | null) => Promise<Result<SearchAnswer>>;

/** Results of one section alone, where it has the room of all three. */
const AT_LENGTH = 15;

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
export function askSearch(client: SportelloClient | null): AskSection {
  if (!client) return askAsVisitor;
  return (q, section) =>
    client.query('search', section ? { q, sections: [section], limit: AT_LENGTH } : { q });
}
