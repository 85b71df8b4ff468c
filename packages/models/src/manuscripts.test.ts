import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, newId } from './database.ts';
import { adoptArticles } from './manuscripts.ts';
import { openTestDatabase, type TestDatabase } from './testing/database.ts';

let test: TestDatabase & { readonly database: Database };
beforeAll(async () => {
  test = await openTestDatabase('manuscripts');
});
afterAll(() => test.close());

it('articles of versions in which nobody could write them get a manuscript with all their languages, once', async () => {
  const { database } = test;
  const said = {
    category: 'vat',
    audience: 'signedIn' as const,
    tags: ['iva'],
    related: [],
    views: 3,
    revision: 1,
  };
  const text = { title: 'Chiudere il mese', summary: 'Come si chiude.', body: 'Stampa.' };
  await database.articles.insertMany([
    { ...said, ...text, _id: newId(), slug: 'mese', locale: 'it' as const, updatedAt: 1_000 },
    {
      ...said,
      ...text,
      title: 'Closing',
      _id: newId(),
      slug: 'mese',
      locale: 'en' as const,
      updatedAt: 2_000,
    },
  ]);
  await adoptArticles(database);
  await adoptArticles(database);
  const [manuscript, ...others] = await database.manuscripts.find().lean();
  expect(others).toEqual([]);
  expect(manuscript).toMatchObject({
    slug: 'mese',
    stage: 'published',
    live: 1,
    updatedAt: 2_000,
    content: { audience: 'signedIn' as const, texts: { it: text, en: { title: 'Closing' } } },
  });
  expect(await database.articleVersions.find().lean()).toMatchObject([
    { article: manuscript?._id, version: 1, publishedAt: 2_000 },
  ]);
});
