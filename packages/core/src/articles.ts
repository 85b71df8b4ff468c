/** Who may read an article: anybody, whoever is signed in, or the people of chosen companies. Staff reads all of them. */
export const articleAudiences = ['public', 'signedIn', 'companies'] as const;
/** See {@link articleAudiences}. */
export type ArticleAudience = (typeof articleAudiences)[number];

/** Who looks for articles, as far as it decides which they may read. */
export type ArticleReader =
  | { readonly kind: 'visitor' }
  | { readonly kind: 'staff' }
  | { readonly kind: 'customer'; readonly company: string | null };

/**
 * Where the writing of an article stands: being written, waiting for who publishes, published by itself at a moment, or
 * published as it is. What readers see is another matter: a published article goes on being read while it is rewritten.
 */
export const manuscriptStages = ['draft', 'review', 'scheduled', 'published'] as const;
/** See {@link manuscriptStages}. */
export type ManuscriptStage = (typeof manuscriptStages)[number];

/** The languages an article may be written in. */
export const articleLocales = ['it', 'en'] as const;
/** See {@link articleLocales}. */
export type ArticleLocale = (typeof articleLocales)[number];

/** Limits of what is written, in user-perceived characters and in numbers of things. */
export const articleLimits = {
  summary: 400,
  body: 60_000,
  note: 1_000,
  tag: 40,
  tags: 20,
  related: 12,
  companies: 200,
  categoryName: 60,
  categoryDescription: 160,
  categories: 60,
} as const;

/** Icons that a category of articles may have, by their lucide names. */
export const articleCategoryIcons = [
  'book-open',
  'calculator',
  'key-round',
  'package',
  'printer',
  'receipt-text',
  'server',
  'tablet',
  'wallet',
] as const;
/** See {@link articleCategoryIcons}. */
export type ArticleCategoryIcon = (typeof articleCategoryIcons)[number];

/** True when every category is there once and those below another stand below one that is at the top. */
export function isCategoryTree(
  all: readonly { readonly code: string; readonly parent: string | null }[],
): boolean {
  const tops = new Set(all.flatMap(({ code, parent }) => (parent === null ? [code] : [])));
  return (
    new Set(all.map(({ code }) => code)).size === all.length &&
    all.every(({ parent }) => parent === null || tops.has(parent))
  );
}

/** What an article says in one language; it may be unfinished as long as it is not published. */
export interface ArticleText {
  readonly title: string;
  readonly summary: string;
  /** Markdown. */
  readonly body: string;
}

/** True when a text may be published: nothing of it is missing. */
export function isCompleteText({ title, summary, body }: ArticleText): boolean {
  return [title, summary, body].every((part) => part.trim() !== '');
}

/** True when nothing was written in a language yet. */
export function isBlankText({ title, summary, body }: ArticleText): boolean {
  return [title, summary, body].every((part) => part.trim() === '');
}

/** The address of an article as its title suggests it: lower-case words without accents. */
export function slugOf(title: string): string {
  return title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '')
    .slice(0, 60)
    .replace(/-+$/u, '');
}
