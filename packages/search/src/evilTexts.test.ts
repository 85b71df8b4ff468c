import { stumbledOver } from '@sportello/core/testing/evilTexts';
import { expect, it } from 'vitest';
import { descriptionWords } from './description.ts';
import { highlighted } from './highlights.ts';
import { tellingQuery } from './language/telling.ts';

it.each<[string, (text: string) => unknown]>([
  ['a query', tellingQuery],
  ['a description', descriptionWords],
  ['a highlight', (text) => highlighted(text, 'fattura')],
])(
  '%s is read in time that grows as the text does, whatever is in it (DOS-02, SEA-09)',
  (_, read) => {
    expect(stumbledOver(read)).toEqual([]);
  },
  120_000,
);
