import { evilTexts, stumbledOver } from '@sportello/core/testing/evilTexts';
import { describe, expect, it } from 'vitest';
import { namedIn } from './lookup.ts';

describe('what is named outright', () => {
  it.each([
    ['123', { ticket: 123 }],
    ['#123', { ticket: 123 }],
    [' # 00123 ', { ticket: 123 }],
    ['ticket 123', { ticket: 123 }],
    ['Ticket #123', { ticket: 123 }],
    ['n. 123', { ticket: 123 }],
    ['nr.123', { ticket: 123 }],
    ['num 123', { ticket: 123 }],
    ['numero 123', { ticket: 123 }],
    ['n123', { ticket: 123 }],
    ['richiesta n', null],
    ['0', null],
    ['1234567890', null],
    ['1e3', null],
    ['a'.repeat(24), { ticket: 'a'.repeat(24) }],
    ['1'.repeat(24), { ticket: '1'.repeat(24) }],
    ['Marco@Rossi.example', { email: 'marco@rossi.example' }],
    ['marco@rossi', null],
    ['marco@rossi..example', null],
    ['a@b.example c@d.example', null],
    [`${'a'.repeat(250)}@b.example`, null],
    ['fattura 123', null],
  ])('%j', (typed, named) => {
    expect(namedIn(typed)).toEqual(named);
  });

  it('is seen at once, whatever was typed and however much (DOS-02, SEA-09)', () => {
    expect(stumbledOver(namedIn)).toEqual([]);
    const began = performance.now();
    const longest = [...evilTexts(250), ...evilTexts(250).map((text) => `ticket ${text}`.slice(0, 254))];
    for (const text of longest) namedIn(text);
    expect((performance.now() - began) / longest.length).toBeLessThan(10);
  });
});
