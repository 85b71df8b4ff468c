import { expect, it } from 'vitest';
import { printable } from './printable.ts';

it('leaves Italian as it is written', () => {
  const text = 'Perché «è così»: 1.200,50 € – l’ora è 9:30…\nÀ È Ì Ò Ù';
  expect(printable(text)).toBe(text);
});

it('writes what is decomposed in one piece, and does without accents that the fonts lack', () => {
  expect(printable('perche\u0301')).toBe('perché');
  expect(printable('Čapek, Ştefan, Łódź')).toBe('Capek, Stefan, ?ódz');
});

it('makes one question mark of an emoji, however many signs it is made of', () => {
  expect(printable('Grazie 👨‍👩‍👧 davvero 🙏🏽!')).toBe('Grazie ? davvero ?!');
  expect(printable('Что?')).toBe('????');
});
