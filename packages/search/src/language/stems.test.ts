import { describe, expect, test } from 'vitest';
import { stemOf } from './stems.ts';

describe('the forms of a word', () => {
  test.each([
    ['lento', ['lenta', 'lentissimo', 'lentissima']],
    ['collegare', ['collegate', 'collegamento', 'collegato', 'Collegati']],
    ['fattura', ['fatture', 'fatturazione', 'fatturare', 'fatturate']],
    ['provvigione', ['provvigioni']],
    ['label', ['labels']],
  ])('begin like %s', (word, forms) => {
    for (const form of forms) expect(form.toLowerCase().startsWith(stemOf(word))).toBe(true);
    expect(new Set(forms.map(stemOf))).toEqual(new Set([stemOf(word)]));
  });

  test('codes have none, and short words stay what they are', () => {
    expect(stemOf('DOC320Q')).toBe('DOC320Q');
    expect(stemOf('00404')).toBe('00404');
    expect(stemOf('note')).toBe('note');
    expect(stemOf('iva')).toBe('iva');
  });
});
