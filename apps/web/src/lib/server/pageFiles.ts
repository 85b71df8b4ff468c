import { baseLocale, type Locale } from '../paraglide/runtime.js';

/** Where a page names a file that was built with it: `href="../_app/immutable/…"`, `import("/_app/immutable/…")`. */
const IN_PAGE = /((?:href="|import\(")[./]*\/_app\/immutable\/)/g;
const IN_LINKS = /(<[./]*\/_app\/immutable\/)/g;

/** Leads to the files of a language, which vite/oneLanguage wrote beside kit's own: those speak the base language. */
export function pageFiles(locale: Locale): { inPage(html: string): string; inLinks(header: string): string } {
  const lead = (text: string, names: RegExp): string =>
    locale === baseLocale || import.meta.env.DEV ? text : text.replace(names, `$1${locale}/`);
  return {
    inPage: (html) => lead(html, IN_PAGE),
    inLinks: (header) => lead(header, IN_LINKS),
  };
}
