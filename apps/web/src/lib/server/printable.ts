/** Beyond Latin-1, what the built-in fonts of every PDF reader have (Windows-1252). */
const beyond = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

function isBuiltIn(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff) || beyond.includes(character);
}

const alike: Readonly<Record<string, string>> = { '\t': '    ', '−': '-', '\u202f': '\u00a0' };
/** What only says how other signs are drawn. */
const unseen = /\p{Default_Ignorable_Code_Point}/gu;

/** Stands for a sign that no font has. */
export const UNKNOWN_SIGN = '□';

/** A text as a PDF can show it. */
export interface PrintableText {
  readonly text: string;
  /** The fonts that every PDF reader has show it; else it needs the one that goes along. */
  readonly isBuiltIn: boolean;
  /** Some signs stand as {@link UNKNOWN_SIGN} in it. */
  readonly hasUnknown: boolean;
}

/**
 * A text in signs that can be printed: those of the built-in fonts where they suffice, else those of the font that goes along,
 * which has Latin, Greek and Cyrillic letters. An emoji, however many signs it is made of, or a sign of another script becomes
 * one square.
 * @param knows whether the font that goes along has a sign
 */
export function printable(text: string, knows: (codePoint: number) => boolean): PrintableText {
  const composed = text
    .normalize('NFC')
    .replace(/\r\n?/gu, '\n')
    .replace(/[\t−\u202f]/gu, (sign) => alike[sign] ?? sign);
  const isShown = (character: string): boolean => character === '\n' || isBuiltIn(character);
  if ([...composed].every(isShown)) return { text: composed, isBuiltIn: true, hasUnknown: false };
  const has = (characters: string): boolean =>
    [...characters].every((one) => one === '\n' || knows(one.codePointAt(0) ?? 0));
  let hasUnknown = false;
  const shown = Array.from(
    new Intl.Segmenter('it', { granularity: 'grapheme' }).segment(composed),
    ({ segment }) => {
      const seen = segment.replace(unseen, '');
      if (has(seen)) return seen;
      const similar = seen.normalize('NFKD').replace(/\p{M}/gu, '');
      if (similar !== '' && has(similar)) return similar;
      hasUnknown = true;
      return UNKNOWN_SIGN;
    },
  ).join('');
  return { text: shown, isBuiltIn: false, hasUnknown };
}
