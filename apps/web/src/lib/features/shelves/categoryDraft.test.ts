import { expect, test } from 'vitest';
import {
  arranged,
  type CategoryDraft,
  dropped,
  inTree,
  placeUnder,
  readCategories,
  withCodes,
} from './categoryDraft.ts';

const draft = (
  code: string,
  parent: string | null = null,
  fields: Partial<CategoryDraft> = {},
): CategoryDraft => ({
  code,
  isNew: false,
  name: { it: code, en: code },
  description: { it: '', en: '' },
  icon: 'book-open',
  parent,
  ...fields,
});
/** a with a1 and a2, b with b1, c alone. */
const all = [draft('a'), draft('a1', 'a'), draft('a2', 'a'), draft('b'), draft('b1', 'b'), draft('c')];
const told = (list: readonly CategoryDraft[]) =>
  list.map(({ code, parent }) => (parent ? `${parent}/${code}` : code)).join(' ');

test.each([
  ['down a', 'b b/b1 a a/a1 a/a2 c'],
  ['up c', 'a a/a1 a/a2 c b b/b1'],
  ['up a', 'a a/a1 a/a2 b b/b1 c'],
  ['down a1', 'a a/a2 a/a1 b b/b1 c'],
  ['down a2', 'a a/a1 a/a2 b b/b1 c'],
  ['remove a', 'a1 a2 b b/b1 c'],
  ['remove a1', 'a a/a2 b b/b1 c'],
  ['add', 'a a/a1 a/a2 b b/b1 c new_1'],
  ['jump a', 'a a/a1 a/a2 b b/b1 c'],
])('%s', (act, expected) => {
  expect(told(arranged(all, act))).toBe(expected);
});

test.each([
  ['a', 'b1', 'b b/b1 a a/a1 a/a2 c'],
  ['c', 'a1', 'c a a/a1 a/a2 b b/b1'],
  ['a', 'a1', 'a a/a1 a/a2 b b/b1 c'],
  ['a2', 'a1', 'a a/a2 a/a1 b b/b1 c'],
  ['a2', 'a', 'a a/a1 a/a2 b b/b1 c'],
  ['a2', 'c', 'a a/a1 b b/b1 c c/a2'],
  ['b1', 'a1', 'a a/b1 a/a1 a/a2 b c'],
])('%s dragged over %s goes with all that is below it, or to another family', (one, over, expected) => {
  expect(told(dropped(all, one, over))).toBe(expected);
});

test('whoever is at the top is dragged by whole families', () => {
  expect([placeUnder(all, 'c', 'a2'), placeUnder(all, 'b1', 'a2')]).toEqual(['a', 'a2']);
});

test('what stands below nothing, or below what is below, comes to the top', () => {
  expect(told(inTree([draft('a', 'b'), draft('b', 'a'), draft('c', 'nowhere'), draft('d', 'c')]))).toBe(
    'a b c d',
  );
});

test('what is new gets a code that nothing else has, and those below it follow', () => {
  const named = (it: string) => ({ isNew: true, name: { it, en: '' } });
  const list = [
    draft('novita'),
    draft('new_1', null, named('Novità')),
    draft('new_2', 'new_1', named('Novità!')),
    draft('new_3', null, named('…')),
  ];
  expect(withCodes(list).map(({ code, parent }) => [code, parent])).toEqual([
    ['novita', null],
    ['novita-2', null],
    ['novita-3', 'novita-2'],
    ['category', null],
  ]);
});

test('what a form sends is read in its order', () => {
  const form = new FormData();
  for (const [name, value] of [
    ['code', 'b'],
    ['code', 'new_1'],
    ['new', 'new_1'],
    ['it.b', ' Bilancio '],
    ['about.en.b', 'Closing'],
    ['icon.b', 'wallet'],
    ['icon.new_1', 'skull'],
    ['parent.new_1', 'b'],
  ] as const)
    form.append(name, value);
  expect(readCategories(form)).toEqual([
    draft('b', null, {
      name: { it: 'Bilancio', en: '' },
      description: { it: '', en: 'Closing' },
      icon: 'wallet',
    }),
    draft('new_1', 'b', { isNew: true, name: { it: '', en: '' } }),
  ]);
});
