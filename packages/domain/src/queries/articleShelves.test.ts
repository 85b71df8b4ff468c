import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { storeArticle } from '../testing/articles.ts';
import { explain, openTestInstallation, readsOf, type TestInstallation, toldUrl } from '../testing/index.ts';
import { articleFeedback } from './articleFeedback.ts';
import {
  articleCategories,
  articleHome,
  articleShelf,
  articlesBeside,
  usefulArticles,
} from './articleShelves.ts';
import { article } from './articles.ts';

let test: TestInstallation;
const visitor = { principal: null, locale: 'it' } as const;
const english = { principal: null, locale: 'en' } as const;
const day = (number: number) => Date.UTC(2026, 0, number);

beforeAll(async () => {
  const address = servers();
  test = await openTestInstallation(
    { ...address, mongoUrl: toldUrl(address.mongoUrl) },
    uniqueName('shelves'),
  );
  await storeArticle(test, 'molto-utile', { updatedAt: day(2) });
  await storeArticle(test, 'molto-utile', { locale: 'en', title: 'Very useful', updatedAt: day(2) });
  await storeArticle(test, 'inutile', { updatedAt: day(3), related: ['molto-utile', 'riservato'] });
  await storeArticle(test, 'riservato', { audience: 'signedIn', updatedAt: day(5) });
  await storeArticle(test, 'nuovo', { category: 'payroll', updatedAt: day(4) });
  for (const who of ['marco', 'giulia', 'rita', 'sara'] as const) {
    for (const slug of ['molto-utile', 'inutile', 'riservato']) await test.run(who, 'article.view', { slug });
    await test.run(who, 'article.vote', { slug: 'molto-utile', useful: true });
    await test.run(who, 'article.vote', { slug: 'inutile', useful: false });
    await test.run(who, 'article.vote', { slug: 'riservato', useful: true });
  }
  for (let number = 0; number < 45; number += 1)
    await storeArticle(test, `listino-${String(number).padStart(2, '0')}`, {
      category: 'agents',
      title: `Listino ${String(number).padStart(2, '0')}`,
      updatedAt: day(1),
    });
});
afterAll(() => test.close());

const slugs = (articles: readonly { slug: string }[]) => articles.map(({ slug }) => slug);

it('the home shows what helps most, what is new, and how much there is of everything', async () => {
  const home = await articleHome(test.installation, visitor);
  expect(home.useful[0]?.slug).toBe('molto-utile');
  expect(slugs(home.recent).slice(0, 3)).toEqual(['nuovo', 'inutile', 'molto-utile']);
  const counts = Object.fromEntries(home.categories.map(({ code, count }) => [code, count]));
  // An article in two languages is one.
  expect(counts).toMatchObject({ vat: 2, payroll: 1, agents: 45, printing: 0 });
  const vat = home.categories.find(({ code }) => code === 'vat');
  expect(slugs(vat?.first ?? [])).toEqual(['molto-utile', 'inutile']);
});

it('what is not for the reader is neither shown nor counted', async () => {
  const inside = await test.as('marco');
  const vatFor = async (reader: typeof visitor | typeof inside) =>
    (await articleCategories(test.installation, reader)).find(({ code }) => code === 'vat')?.count;
  expect([await vatFor(visitor), await vatFor(inside)]).toEqual([2, 3]);
  expect(slugs(await usefulArticles(test.installation, visitor, 50))).not.toContain('riservato');
  expect(slugs(await usefulArticles(test.installation, inside, 2)).sort()).toEqual([
    'molto-utile',
    'riservato',
  ]);
  expect(slugs((await articleShelf(test.installation, visitor, 'vat', 1))?.articles ?? [])).toEqual([
    'molto-utile',
    'inutile',
  ]);
  expect((await article(test.installation, visitor, 'inutile'))?.related.map(({ slug }) => slug)).toEqual([
    'molto-utile',
  ]);
});

it('a large category has pages, and none beyond the last', async () => {
  const first = await articleShelf(test.installation, visitor, 'agents', 1);
  const last = await articleShelf(test.installation, visitor, 'agents', 2);
  expect([first?.pages, first?.articles.length, last?.articles.length]).toEqual([2, 40, 5]);
  expect(last?.articles.at(-1)?.title).toBe('Listino 44');
  expect(await articleShelf(test.installation, visitor, 'agents', 3)).toBeNull();
  expect(await articleShelf(test.installation, visitor, 'no-such', 1)).toBeNull();
});

it('an article comes in the language asked for, else the reader’s, else the one there is', async () => {
  const read = async (slug: string, reader: typeof visitor | typeof english, wanted?: 'it' | 'en') =>
    (await article(test.installation, reader, slug, wanted))?.locale;
  expect(await read('molto-utile', english)).toBe('en');
  expect(await read('molto-utile', english, 'it')).toBe('it');
  expect(await read('inutile', english)).toBe('it');
  expect(await read('inutile', visitor, 'en')).toBe('it');
});

it('beside an article that names no others stand the best of its category', async () => {
  const found = await article(test.installation, visitor, 'molto-utile');
  if (!found) throw new Error('the article is not there');
  expect(slugs(await articlesBeside(test.installation, visitor, found, 4))).toEqual(['inutile']);
});

it('whoever reads, articles are found by their indexes', async () => {
  const { installation } = test;
  for (const reader of [visitor, await test.as('marco'), await test.as('luca')]) {
    const sent = await readsOf(installation, async () => {
      await articleHome(installation, reader);
      await articleShelf(installation, reader, 'vat', 1);
      await article(installation, reader, 'inutile');
      if (reader.principal) await articleFeedback(installation, reader, 'inutile');
    });
    expect(sent.length).toBeGreaterThan(6);
    for (const command of sent) {
      const { stages } = await explain(installation, command);
      expect(stages, JSON.stringify(command)).not.toContain('COLLSCAN');
    }
  }
});
