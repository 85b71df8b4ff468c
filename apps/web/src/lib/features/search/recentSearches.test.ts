import { beforeEach, expect, test } from 'vitest';
import { RecentSearches } from './recentSearches.ts';

let kept = new Map<string, string>();
const recent = new RecentSearches({
  read: (name) => kept.get(name) ?? '',
  write: (name, text) => void kept.set(name, text),
});

beforeEach(() => {
  kept = new Map();
});

test('the newest comes first, each once, six at most', () => {
  for (const q of ['iva', 'ddt', 'F24', 'cedolino', 'backup', 'tablet', 'sconti', ' f24 ']) recent.keep(q);
  expect(recent.list()).toEqual(['f24', 'sconti', 'tablet', 'backup', 'cedolino', 'ddt']);
});

test('nothing, and whole descriptions, are not kept', () => {
  recent.keep('  ');
  recent.keep('x'.repeat(101));
  expect(recent.list()).toEqual([]);
});

test('what cannot be understood is as good as nothing', () => {
  kept.set('searches', '{"a":1}');
  expect(recent.list()).toEqual([]);
  kept.set('searches', '[1,"iva"');
  expect(recent.list()).toEqual([]);
  kept.set('searches', '[1,"iva"]');
  expect(recent.list()).toEqual(['iva']);
});

test('they are forgotten when asked', () => {
  recent.keep('iva');
  recent.forget();
  expect(recent.list()).toEqual([]);
});
