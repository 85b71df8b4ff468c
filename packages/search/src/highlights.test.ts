import { expect, it } from 'vitest';
import { BEGIN, END, highlighted } from './highlights.ts';

/** A text as people see it, the marked parts in brackets. */
const shown = (marked: string, typed: string): string =>
  highlighted(marked.replaceAll('[', BEGIN).replaceAll(']', END), typed)
    .map(({ text, hit }) => (hit ? `[${text}]` : text))
    .join('');

it.each([
  ['what was typed so far, as far as it goes', 'fatt', 'La [fatt]ura è scartata', 'La [fatt]ura è scartata'],
  ['an accent that nobody types', 'perche', '[Perché] la stampa', '[Perché] la stampa'],
  [
    'a word found in spite of an error, whole',
    'invoce',
    'An [invoic]e was rejected',
    'An [invoice] was rejected',
  ],
  ['two of them side by side', 'invoce rejcted', '[invoic]e [rejec]ted', '[invoice] [rejected]'],
  ['nothing beyond the word', 'fatura', '[fattur]a, poi l’iva', '[fattura], poi l’iva'],
  ['a word at the end', 'fatura', 'la [fattura]', 'la [fattura]'],
  ['nothing where nothing was found', 'fatura', 'due righe', 'due righe'],
])('marks %s', (_, typed, marked, expected) => {
  expect(shown(marked, typed)).toBe(expected);
});
