/** An article as a list links to it. */
export interface ArticleLink {
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  /** The language it is written in, which may not be the reader's. */
  readonly locale: 'it' | 'en';
  /** Epoch milliseconds. */
  readonly updatedAt: number;
}

/** A category of articles with its words in the reader's language. */
export interface Shelf {
  readonly code: string;
  readonly name: string;
  readonly description: string;
  /** Name of a lucide icon. */
  readonly icon: string;
  /** Code of the category that it stands below; null: it is at the top. */
  readonly parent: string | null;
  /** Articles in it that the reader may see. */
  readonly count: number;
}

/** The address of an article. */
export function articleHref(slug: string): string {
  return `/faq/${slug}`;
}

/** The address of an article in a language: the one that everybody gets without asking is the plain one. */
export function articleHrefIn(slug: string, locale: 'it' | 'en'): string {
  return locale === 'it' ? articleHref(slug) : `${articleHref(slug)}?lang=${locale}`;
}

/** The address of a category, or of a further page of it. */
export function shelfHref(code: string, page = 1): string {
  return `/faq/topics/${code}${page > 1 ? `?page=${page}` : ''}`;
}

/** The article that a path of the portal leads to; null for any other path. */
export function slugIn(path: string): string | null {
  return /^\/faq\/([a-z0-9][a-z0-9_-]*)$/u.exec(path)?.[1] ?? null;
}
