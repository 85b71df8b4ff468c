/** How a text becomes a page. */
export interface MarkdownOptions {
  /** The level (2–6) its largest headings get, so that they stay below the page's. */
  topHeading: number;
  /** What formatting may take, in milliseconds of a slow core; a message's by default, an article may cost more. */
  budgetMs?: number | undefined;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as one HTML paragraph that keeps its lines and spaces. `waiting` marks it as shown only until it is formatted. */
export function plainHtml(text: string, waiting = false): string {
  const escaped = text.replace(/[&<>"']/gu, (character) => entities[character] ?? character);
  return `<p class="plain"${waiting ? ' data-waiting' : ''}>${escaped}</p>`;
}
