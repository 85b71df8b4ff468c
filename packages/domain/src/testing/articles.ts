import { type ArticleRecord, newId } from '@sportello/models';
import type { TestInstallation } from './installation.ts';

/** Stores an article of a test; what it does not care about is as in any other. */
export async function storeArticle(
  { installation }: TestInstallation,
  slug: string,
  fields: Partial<ArticleRecord> = {},
): Promise<void> {
  await installation.database.articles.create({
    _id: newId(),
    slug,
    locale: 'it',
    category: 'vat',
    title: `Titolo di ${slug}`,
    summary: 'In breve.',
    body: '## Come si fa\n\nCosì.',
    audience: 'public',
    tags: [],
    related: [],
    views: 0,
    updatedAt: Date.UTC(2026, 0, 1),
    revision: 1,
    ...fields,
  });
}
