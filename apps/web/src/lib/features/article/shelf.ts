/** An article as a list links to it. */
export interface ArticleLink {
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  /** The language it is written in, which may not be the reader's. */
  readonly locale: 'it' | 'en';
}

/** A category of articles with its words in the reader's language. */
export interface Shelf {
  readonly code: string;
  readonly name: string;
  readonly description: string;
  /** Name of a lucide icon. */
  readonly icon: string;
  /** Most read first. */
  readonly articles: readonly ArticleLink[];
}

/** The address of an article. */
export function articleHref(slug: string): string {
  return `/faq/${slug}`;
}

/** The article that a path of the portal leads to; null for any other path. */
export function slugIn(path: string): string | null {
  return /^\/faq\/([a-z0-9][a-z0-9_-]*)$/u.exec(path)?.[1] ?? null;
}
