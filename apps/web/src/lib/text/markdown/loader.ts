import type { renderMarkdown } from '../markdown.ts';
import type { MarkdownOptions } from './plainHtml.ts';
import { isPlainText, plainTextToHtml } from './plainText.ts';

type RenderMarkdown = typeof renderMarkdown;

/*
 * On the server it is there from the start, so that pages arrive complete. In the browser it is fetched with the first
 * text that needs it and that the server has not formatted already: most visits read without it. It holds no reader's
 * data.
 */
let loaded: RenderMarkdown | undefined = import.meta.env.SSR
  ? (await import('../markdown.ts')).renderMarkdown
  : undefined;

/** A text as safe HTML, if that can be had at once: plain texts always, others where the formatter is. */
export function formatNow(source: string, options: MarkdownOptions): string | undefined {
  if (loaded) return loaded(source, options);
  return isPlainText(source) ? plainTextToHtml(source) : undefined;
}

/** A text as safe HTML, after fetching the formatter if need be. */
export async function format(source: string, options: MarkdownOptions): Promise<string> {
  loaded ??= (await import('../markdown.ts')).renderMarkdown;
  return loaded(source, options);
}
