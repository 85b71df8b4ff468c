import { demoArticles } from '@sportello/models';
import { articleDocument, openSearch, type Search } from '@sportello/search';
import { type GoldenQuestion, measureQuality, readGolden } from '@sportello/search/golden';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoArticleSources } from '../../demo/articleSources.ts';

let search: Search;
const [asked, unseen] = await Promise.all([readGolden('asked'), readGolden('unseen')]);
const plain = ({ question }: GoldenQuestion): string => question.toLowerCase().replace(/\s+/gu, ' ').trim();

beforeAll(async () => {
  const { meiliUrl, meiliKey } = servers();
  search = openSearch({ url: meiliUrl, key: meiliKey, prefix: uniqueName('golden'), patience: 10_000 });
  await search.ensureIndexes();
  await search.put('articles', demoArticleSources().map(articleDocument));
});
afterAll(() => search.drop());

describe('the golden set', () => {
  test('has enough questions in both languages, none twice, not even in both parts', () => {
    expect(asked.length).toBeGreaterThanOrEqual(200);
    expect(unseen.length).toBeGreaterThanOrEqual(40);
    for (const set of [asked, unseen])
      expect(new Set(set.map(({ locale }) => locale))).toEqual(new Set(['it', 'en']));
    const all = [...asked, ...unseen].map(plain);
    expect(all.filter((question, index) => all.indexOf(question) !== index)).toEqual([]);
  });

  test('names articles that there are, and asks for every one of them', () => {
    const slugs = demoArticles.map(({ slug }) => slug);
    const accepted = [...asked, ...unseen].flatMap((question) => question.accepted);
    expect(accepted.filter((slug) => !slugs.includes(slug))).toEqual([]);
    expect(slugs.filter((slug) => !asked.some((question) => question.accepted.includes(slug)))).toEqual([]);
  });
});

describe('whoever asks as people ask', () => {
  test('finds the answer among the first three', async () => {
    const { recall3, missed } = await measureQuality(search, asked);
    expect(recall3, JSON.stringify(missed, null, 2)).toBeGreaterThanOrEqual(0.9);
  });

  test('finds it with words that nobody tuned the search for', async () => {
    const { recall3 } = await measureQuality(search, unseen);
    expect(recall3).toBeGreaterThanOrEqual(0.85);
  });
});
