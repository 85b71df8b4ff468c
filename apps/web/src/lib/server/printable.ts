/** Beyond Latin-1, what the built-in fonts of every PDF reader have (Windows-1252). */
const beyond = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

const has = (character: string): boolean => {
  const code = character.codePointAt(0) ?? 0;
  return (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff) || beyond.includes(character);
};

const alike: Readonly<Record<string, string>> = {
  '\t': '    ',
  '−': '-',
  '→': '->',
  '←': '<-',
  '\u202f': '\u00a0',
};

function printed(character: string): string {
  if (character === '\n' || has(character)) return character;
  const similar = alike[character] ?? character.normalize('NFKD').replace(/\p{M}/gu, '');
  return similar !== '' && [...similar].every(has) ? similar : '?';
}

/**
 * A text in the characters that the built-in fonts of every PDF reader have: accents they lack are left out, a picture of an
 * emoji or a sign of another script becomes one question mark.
 */
export function printable(text: string): string {
  const composed = text.normalize('NFC').replace(/\r\n?/gu, '\n');
  const graphemes = new Intl.Segmenter('it', { granularity: 'grapheme' }).segment(composed);
  return Array.from(graphemes, ({ segment }) => {
    const characters = [...segment].map(printed).join('');
    return characters.includes('?') && segment !== '?' ? '?' : characters;
  }).join('');
}
