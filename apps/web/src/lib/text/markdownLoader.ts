import type { renderMarkdown } from './markdown.ts';

/** The formatting function. */
export type RenderMarkdown = typeof renderMarkdown;

/*
 * On the server it is there from the start, so that pages arrive complete. In the browser it is fetched with the first
 * text that the server has not formatted already: most visits read without it. It holds no reader's data.
 */
let loaded: RenderMarkdown | undefined = import.meta.env.SSR
  ? (await import('./markdown.ts')).renderMarkdown
  : undefined;

/** The formatting function if it is here. */
export function loadedMarkdown(): RenderMarkdown | undefined {
  return loaded;
}

/** The formatting function, fetched if need be. */
export async function loadMarkdown(): Promise<RenderMarkdown> {
  loaded ??= (await import('./markdown.ts')).renderMarkdown;
  return loaded;
}
