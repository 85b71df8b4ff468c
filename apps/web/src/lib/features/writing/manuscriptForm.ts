import { type ArticleLocale, type ArticleText, articleLocales } from '@sportello/core/articles';

/** What stands in the form of a manuscript. */
export interface Typed {
  readonly slug: string;
  readonly category: string;
  /** One of `articleAudiences`, as far as the page is not made up. */
  readonly audience: string;
  readonly companies: readonly string[];
  readonly tags: readonly string[];
  readonly related: readonly string[];
  readonly texts: Readonly<Record<ArticleLocale, ArticleText>>;
}

const text = (form: FormData, name: string): string => String(form.get(name) ?? '');
const several = (form: FormData, name: string): string[] => form.getAll(name).map(String);

/** Tags as they are typed: one after the other, with commas. */
export function tagsOf(typed: string): string[] {
  const tags = typed.split(',').map((tag) => tag.trim());
  return [...new Set(tags.filter((tag) => tag !== ''))];
}

/** Reads the form of a manuscript, unchecked: `run` refuses what cannot be. */
export function readManuscript(form: FormData): Typed {
  const textIn = (locale: ArticleLocale): ArticleText => ({
    title: text(form, `${locale}.title`),
    summary: text(form, `${locale}.summary`),
    body: text(form, `${locale}.body`),
  });
  return {
    slug: text(form, 'slug'),
    category: text(form, 'category'),
    audience: text(form, 'audience'),
    companies: several(form, 'companies'),
    tags: tagsOf(text(form, 'tags')),
    related: several(form, 'related'),
    texts: { it: textIn('it'), en: textIn('en') },
  };
}

/** Milliseconds in a field of a form; null where it holds none. */
export function momentIn(form: FormData, name: string): number | null {
  const typed = text(form, name);
  return /^\d{12,14}$/u.test(typed) ? Number(typed) : null;
}

/** Nothing written yet. */
export const nothing: ArticleText = { title: '', summary: '', body: '' };

/** True when two forms say the same. */
export function isSame(one: Typed, other: Typed): boolean {
  const said = ({ slug, category, audience, companies, tags, related, texts }: Typed) =>
    JSON.stringify([
      slug,
      category,
      audience,
      companies,
      tags,
      related,
      articleLocales.map((locale) => [texts[locale].title, texts[locale].summary, texts[locale].body]),
    ]);
  return said(one) === said(other);
}
