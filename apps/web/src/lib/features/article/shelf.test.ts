import { expect, test } from 'vitest';
import { articleHref, slugIn } from './shelf.ts';

test('a link to an article is told from every other link', () => {
  expect(slugIn(articleHref('programma-lento'))).toBe('programma-lento');
  for (const path of ['/faq', '/faq/', '/faq/a/b', '/tickets/1', '/faq/search.json', '/faq/../x'])
    expect(slugIn(path)).toBeNull();
});
