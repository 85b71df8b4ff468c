import type { Component, ComponentProps } from 'svelte';
import type MessageActs from './MessageActs.svelte';

type View = Component<ComponentProps<typeof MessageActs>>;

/** As with the files of messages: fetched only where a message has been edited, or may still be. */
let loaded: View | undefined = $state.raw(
  import.meta.env.SSR ? (await import('./MessageActs.svelte')).default : undefined,
);

/** What shows that a message was edited and what may be done with it, once it is there. */
export function messageActs(): View | undefined {
  return loaded;
}

/** Fetches it. */
export async function fetchMessageActs(): Promise<void> {
  loaded ??= (await import('./MessageActs.svelte').catch(() => undefined))?.default;
}
