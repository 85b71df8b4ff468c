import { expect, it } from 'vitest';
import { pdfFonts } from './pdfFonts.ts';
import { printable } from './printable.ts';

const { knows } = await pdfFonts();
const shown = (text: string) => printable(text, knows);

it('leaves Italian as it is written, in the fonts that every reader has', () => {
  const text = 'Perché «è così»: 1.200,50 € – l’ora è 9:30…\nÀ È Ì Ò Ù';
  expect(shown(text)).toEqual({ text, isBuiltIn: true, hasUnknown: false });
  expect(shown('perche\u0301')).toMatchObject({ text: 'perché', isBuiltIn: true });
});

it('leaves names and words of all of Europe as they are written', () => {
  for (const text of [
    'Čapek, Ştefan, Łódź, Đorđe',
    'Καλημέρα, Ἀθῆναι',
    'Що сталося? Не печатает',
    'Nguyễn → 3 ≤ 4',
  ])
    expect(shown(text)).toEqual({ text, isBuiltIn: false, hasUnknown: false });
});

it('makes one square of an emoji, however many signs it is made of, and of every sign of other scripts', () => {
  expect(shown('Grazie 👨‍👩‍👧 davvero 🙏🏽!').text).toBe('Grazie □ davvero □!');
  expect(shown('東京 ✓\ufe0f')).toEqual({ text: '□□ ✓', isBuiltIn: false, hasUnknown: true });
});
