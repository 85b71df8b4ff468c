/** Pieces that patterns are known to stumble over when they come again and again. */
const units: readonly string[] = [
  ...[
    'a',
    'a ',
    ' a',
    'aA',
    ' ',
    '\t ',
    '\n',
    '\r',
    '\r\n',
    '0',
    '1.',
    '-',
    '--',
    '_',
    '*',
    '**',
    '#',
    '> ',
    '- ',
  ],
  ...[
    '<',
    '<a ',
    '<!--',
    '</',
    '&',
    '&#',
    '&amp;',
    '"',
    "'",
    '`',
    '```',
    '~~',
    '[',
    ']',
    '](',
    '[a](',
    '![',
    '|a',
    '|',
  ],
  ...[
    '(',
    ')',
    '{',
    '@',
    'a@',
    'a@a.',
    '.a',
    'a.',
    'http://',
    'https://a.',
    'www.',
    'mailto:',
    ':',
    ';',
    '=',
    'a=',
    '%',
  ],
  ...[
    '\\',
    '/',
    '../',
    '\u0301',
    '\u200b',
    '\u200d',
    '\u202e',
    '👨‍',
    '🇮',
    '\ud800',
    '\u1100',
    'è',
    '\u0000',
    '\u001b[',
  ],
  ...['Version/1 ', 'x-', 'a,', '1:', 'bytes=', 'ticket #'],
];
/** What comes after, so that nothing fits in the end. */
const ends: readonly string[] = ['', '!', '\u0000x'];

/** Texts of about as many code units each, made to exhaust whatever reads them. */
export function evilTexts(length: number): string[] {
  return units.flatMap((unit) =>
    ends.map((end) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length) + end),
  );
}

/** Milliseconds that are nothing to worry about, however busy the machine. */
const AT_ONCE = 150;
const [SMALL, LARGE] = [4_096, 65_536] as const;
/** A text sixteen times as long may take sixteen times as long, and as much again on a busy machine; its square is 256. */
const MOST = 64;

function took(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/**
 * Those of the {@link evilTexts} over which some work takes far more than its share of time: none, where it grows as its
 * text does. What seems to is looked at again, since the machine may have been busy.
 */
export function stumbledOver(work: (text: string) => unknown): string[] {
  const small = evilTexts(SMALL);
  return evilTexts(LARGE).flatMap((text, index) => {
    const isTooMuch = (large: number): boolean =>
      large > AT_ONCE &&
      large /
        Math.max(
          1,
          took(() => work(small[index] ?? '')),
        ) >
        MOST;
    const again = [1, 2, 3].every(() => isTooMuch(took(() => work(text))));
    return again ? [JSON.stringify(text.slice(0, 24))] : [];
  });
}
