import type { Attachment } from '@sportello/core';
import type { Component } from 'svelte';

type View = Component<{ files: readonly Attachment[] }>;

/*
 * The server shows files with the page. A browser fetches what shows them only where there are any: before a page that has
 * some comes to life, and otherwise with the first that arrives.
 */
let loaded: View | undefined = $state.raw(
  import.meta.env.SSR ? (await import('./MessageFiles.svelte')).default : undefined,
);

/** What shows the files of a message, once it is there. */
export function messageFiles(): View | undefined {
  return loaded;
}

/** Fetches what shows the files of a message. */
export async function fetchMessageFiles(): Promise<void> {
  loaded ??= (await import('./MessageFiles.svelte').catch(() => undefined))?.default;
}
