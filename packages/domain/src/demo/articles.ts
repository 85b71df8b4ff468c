import { adoptArticles, countEarlierViews, demoArticles, newId } from '@sportello/models';
import type { Installation } from '../installation.ts';

const DAY = 24 * 60 * 60_000;

/** Loads the demo's articles, each in the languages it has. */
export async function loadArticles({ database }: Installation, loadedAt: number): Promise<void> {
  const records = demoArticles.flatMap(
    ({ slug, category, audience, updatedAgoDays, views, related, it, en }) =>
      [{ locale: 'it' as const, text: it }, ...(en ? [{ locale: 'en' as const, text: en }] : [])].map(
        ({ locale, text }) => ({
          _id: newId(),
          slug,
          locale,
          category,
          audience,
          views,
          related: [...related],
          title: text.title,
          summary: text.summary,
          body: text.body,
          tags: [...text.tags],
          updatedAt: loadedAt - updatedAgoDays * DAY,
          revision: 1,
          todo: ['search' as const],
        }),
      ),
  );
  await database.articles.insertMany(records);
  await countEarlierViews(database);
  await adoptArticles(database);
}
