import { isRare } from '$lib/features/ticket/words/eventSentence';
import { fetchRareEvents } from '$lib/features/ticket/words/rareEventsLoader.svelte';
import type { PageLoad } from './$types';

/** The page comes alive with every sentence that the server wrote into it. */
export const load: PageLoad = async ({ data }) => {
  if (data.answer.entries.some(isRare)) await fetchRareEvents();
  return data;
};
