import { type Installation, type PublicArticle, publicArticles } from '@sportello/domain';
import { articleHref, articleHrefIn, shelfHref } from '$lib/features/article/shelf';

/** Addresses in one file: search engines take 50,000, and as many megabytes. */
const PER_PART = 10_000;
/** Milliseconds for which what is listed is not looked up again: it is the same for everybody. */
const KEPT_FOR = 60_000;

let kept: { readonly at: number; readonly urls: Promise<readonly string[]> } | null = null;

const header = '<?xml version="1.0" encoding="UTF-8"?>';
const ofSitemaps = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

function url(address: string, changedAt?: number, alternates = ''): string {
  const changed = changedAt === undefined ? '' : `<lastmod>${new Date(changedAt).toISOString()}</lastmod>`;
  return `<url><loc>${address}</loc>${changed}${alternates}</url>`;
}

/** An article in each of its languages, every one naming all of them. Slugs and codes hold nothing that XML would mind. */
function urlsOf(origin: string, { slug, locales, updatedAt }: PublicArticle): string[] {
  if (locales.length < 2) return [url(origin + articleHref(slug), updatedAt)];
  const alternates = locales
    .map(
      (locale) =>
        `<xhtml:link rel="alternate" hreflang="${locale}" href="${origin}${articleHrefIn(slug, locale)}"/>`,
    )
    .join('');
  return locales.map((locale) => url(origin + articleHrefIn(slug, locale), updatedAt, alternates));
}

async function read(installation: Installation): Promise<readonly string[]> {
  const { origin } = installation;
  const articles = await publicArticles(installation);
  const shelves = [...new Set(articles.map(({ category }) => category))].sort();
  return [
    url(`${origin}/faq`),
    ...shelves.map((code) => url(origin + shelfHref(code))),
    ...articles.flatMap((one) => urlsOf(origin, one)),
  ];
}

/**
 * The sitemap of the FAQ, or one part of it where it is too large for one file.
 * @param part beginning at 1; null: the beginning, which names the parts where there are several
 * @returns null when there is no such part
 */
export async function sitemap(installation: Installation, part: number | null): Promise<string | null> {
  if (!kept || Date.now() - kept.at > KEPT_FOR) kept = { at: Date.now(), urls: read(installation) };
  const urls = await kept.urls.catch((cause: unknown) => {
    kept = null;
    throw cause;
  });
  const parts = Math.ceil(urls.length / PER_PART);
  if (part === null && parts > 1) {
    const names = Array.from(
      { length: parts },
      (_, index) => `<sitemap><loc>${installation.origin}/sitemap.xml?part=${index + 1}</loc></sitemap>`,
    );
    return `${header}\n<sitemapindex ${ofSitemaps}>\n${names.join('\n')}\n</sitemapindex>\n`;
  }
  const from = ((part ?? 1) - 1) * PER_PART;
  if (from >= urls.length) return null;
  const listed = urls.slice(from, from + PER_PART).join('\n');
  return `${header}\n<urlset ${ofSitemaps} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${listed}\n</urlset>\n`;
}
