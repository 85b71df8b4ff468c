import { demoArticles, newId } from '@sportello/models';
import type { ArticleSource } from '@sportello/search';

/** The demo's articles as they are indexed, each in the languages it has: for measurements without a database. */
export function demoArticleSources(): ArticleSource[] {
  return demoArticles.flatMap(({ slug, category, audience, it, en }) =>
    [{ locale: 'it' as const, text: it }, ...(en ? [{ locale: 'en' as const, text: en }] : [])].map(
      ({ locale, text: { title, summary, body, tags } }) => ({
        _id: newId(),
        slug,
        locale,
        category,
        audience,
        title,
        summary,
        body,
        tags: [...tags],
        updatedAt: 0,
      }),
    ),
  );
}
