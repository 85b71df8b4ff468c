/** A heading of a formatted text, as a list of contents needs it. */
export interface Heading {
  /** The element's id, for links to it. */
  readonly id: string;
  readonly text: string;
  /** 2–6. */
  readonly level: number;
}

/** So that no heading can take the name of an element of the page. */
const prefix = 'p-';

const entities: Readonly<Record<string, string>> = {
  '#x26': '&',
  '#x3C': '<',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
};

function words(html: string): string {
  return html
    .replace(/<[^>]*>/gu, '')
    .replace(/&([#\w]+);/gu, (whole, name: string) => entities[name] ?? whole)
    .trim();
}

function slug(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return (
    plain
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/gu, '')
      .slice(0, 60) || 'par'
  );
}

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/gu, (mark) => marks[mark] ?? mark);

/**
 * Gives the headings of a formatted text the ids that links can lead to, and lists them. Each gets a link to itself beside
 * it, not inside, so that it is no part of what the heading says.
 * @param html what lib/text/markdown made: its headings have no attributes
 * @param label what such a link says; without it there are none
 */
export function withAnchors(
  html: string,
  label?: (text: string) => string,
): { html: string; headings: Heading[] } {
  const headings: Heading[] = [];
  const taken = new Map<string, number>();
  const anchored = html.replace(/<h([2-6])>(.*?)<\/h\1>/gsu, (_, level: string, inner: string) => {
    const text = words(inner);
    const name = slug(text);
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    const id = `${prefix}${name}${count > 1 ? `-${count}` : ''}`;
    headings.push({ id, text, level: Number(level) });
    const heading = `<h${level} id="${id}">${inner}</h${level}>`;
    if (!label) return heading;
    const link = `<a class="anchor" href="#${id}" aria-label="${escaped(label(text))}">#</a>`;
    return `<div class="anchored">${heading}${link}</div>`;
  });
  return { html: anchored, headings };
}
