import { CONSULTED_LIMIT } from '@sportello/core';
import { expect, test } from 'vitest';
import { consultedOf, isRead, withRead } from './consulted.ts';

const nothing = { articles: '', tickets: '' };

test('what was read is remembered once, the last one last', () => {
  const first = withRead(nothing, { kind: 'article', slug: 'scarti' });
  const second = withRead(withRead(first, { kind: 'ticket', number: 7 }), { kind: 'article', slug: 'iva' });
  const again = withRead(second, { kind: 'article', slug: 'scarti' });
  expect(consultedOf(again)).toEqual({ articles: ['iva', 'scarti'], tickets: [7] });
  expect(isRead(again, { kind: 'ticket', number: 7 })).toBe(true);
  expect(isRead(again, { kind: 'ticket', number: 70 })).toBe(false);
  expect(consultedOf(nothing)).toBeNull();
});

test('of more than a ticket carries the last ones stay', () => {
  let read = nothing;
  for (let number = 1; number <= CONSULTED_LIMIT + 5; number += 1)
    read = withRead(read, { kind: 'ticket', number }) as typeof nothing;
  const tickets = consultedOf(read)?.tickets ?? [];
  expect(tickets).toHaveLength(CONSULTED_LIMIT);
  expect(tickets.at(-1)).toBe(CONSULTED_LIMIT + 5);
});
