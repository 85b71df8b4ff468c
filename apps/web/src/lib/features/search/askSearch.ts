import { type Result, refuse, type SearchAnswer, searchAnswer } from '@sportello/core';
import { readAnswer } from '@sportello/core/client';
import { page } from '$app/state';
import { getWorkspace } from '$lib/live/workspace.svelte';
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

/** How the reader of this page asks: over the live connection, or as a visitor. Call it while a component is made. */
export function askSearch(): AskSearch {
  if (!page.data.workspace) return askAsVisitor;
  const { client } = getWorkspace();
  return (q) => client.query('search', { q });
}
