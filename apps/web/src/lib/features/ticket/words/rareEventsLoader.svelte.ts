import type { RarePhrases } from './rareEvents.ts';

/*
 * On the server they are there from the start, so that pages arrive complete. A page fetches them before it comes alive
 * where its ticket needs them, else with the first entry that does. They hold no reader's data.
 */
let loaded = $state.raw<RarePhrases | undefined>(
  import.meta.env.SSR ? (await import('./rareEvents.ts')).rarePhrases : undefined,
);

/** Fetches the sentences that few tickets need. */
export async function fetchRareEvents(): Promise<void> {
  loaded ??= (await import('./rareEvents.ts')).rarePhrases;
}

/** They, as soon as they are there. */
export function rareEvents(): RarePhrases | undefined {
  // Without a connection they come with the next entry that asks.
  if (!loaded) void fetchRareEvents().catch(() => undefined);
  return loaded;
}
