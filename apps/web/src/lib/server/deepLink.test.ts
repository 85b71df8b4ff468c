import { ERROR_TEXT_LIMIT, TITLE_LIMIT } from '@sportello/core';
import { expect, test } from 'vitest';
import { readDeepLink } from './deepLink.ts';

const read = (query: string) => readDeepLink(new URLSearchParams(query));

test('program, screen, version and error are taken, unknown names are ignored', () => {
  expect(
    read('program=Business%202026&screen=doc320q&version=26.3.1&error=Errore%0A00404&role=admin'),
  ).toEqual({
    values: { program: 'Business 2026', screen: 'doc320q', version: '26.3.1', error: 'Errore 00404' },
    cut: [],
  });
});

test('what is too long is cut, and told; in characters, not in halves of them', () => {
  const long = read(`error=${'e'.repeat(ERROR_TEXT_LIMIT + 1)}&title=${'👨‍👩‍👧'.repeat(TITLE_LIMIT + 3)}`);
  expect(long.cut).toEqual(['error', 'title']);
  expect(long.values.error).toHaveLength(ERROR_TEXT_LIMIT);
  expect(long.values.title).toBe('👨‍👩‍👧'.repeat(TITLE_LIMIT));
});

test('what is empty, or no text that could be sent, leaves nothing to be refused later', () => {
  expect(read('program=&screen=%20&version=%00&error=%E2%80%AE')).toEqual({ values: {}, cut: [] });
  expect(read('program=a%00b&program=c').values).toEqual({ program: 'ab' });
  expect(read(`error=x${'%CC%81'.repeat(40)}`).values.error?.length).toBeLessThan(6);
});

test('what looks like markup stays the characters that it is (XSS-01)', () => {
  expect(read('error=%3Cscript%3Ealert(1)%3C/script%3E').values.error).toBe('<script>alert(1)</script>');
});
