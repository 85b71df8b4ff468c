import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusalOf } from './errors.ts';
import { line, MESSAGE_LIMIT, prose, TITLE_LIMIT } from './fields.ts';
import { cleanLine, cleanText, countCharacters, excerpt } from './text.ts';

const FAMILY = '👨‍👩‍👧‍👦';
const zalgo = `e${'\u0301\u0302\u0303\u0304'.repeat(500)}`;

/** Input → the title that is kept, or the refusal. */
const titles: readonly (readonly [
  what: string,
  raw: string,
  expected: string | { readonly code: string; readonly [more: string]: unknown },
])[] = [
  ['nothing', '', { code: 'empty' }],
  ['only spaces', ' \t \n ', { code: 'empty' }],
  ['only zero-width spaces', '\u200b\u200b', { code: 'empty' }],
  ['only byte order marks', '\ufeff', { code: 'empty' }],
  ['only blank braille', '\u2800\u2800', { code: 'empty' }],
  ['only Hangul fillers', '\u3164\uffa0\u115f\u1160', { code: 'empty' }],
  ['only combining marks', '\u0301\u0302', { code: 'empty' }],
  ['exactly the limit', 'a'.repeat(TITLE_LIMIT), 'a'.repeat(TITLE_LIMIT)],
  [
    'one more than the limit',
    'a'.repeat(TITLE_LIMIT + 1),
    { code: 'too_long', limit: TITLE_LIMIT, got: TITLE_LIMIT + 1 },
  ],
  ['as many emoji families as characters', FAMILY.repeat(TITLE_LIMIT), FAMILY.repeat(TITLE_LIMIT)],
  [
    'one emoji family too many',
    FAMILY.repeat(TITLE_LIMIT + 1),
    { code: 'too_long', limit: TITLE_LIMIT, got: TITLE_LIMIT + 1 },
  ],
  ['four kilobytes of marks on one letter', zalgo, { code: 'too_many_marks' }],
  ['four marks on one letter', 'x\u0316\u0317\u0318\u0319', 'x\u0316\u0317\u0318\u0319'],
  ['newlines and tabs', 'riga uno\r\nriga due\tfine', 'riga uno riga due fine'],
  ['Unicode line separators', 'uno\u2028due\u2029tre', 'uno due tre'],
  ['NUL', 'a\u0000b', { code: 'control_characters' }],
  ['an escape sequence', '\u001b[31mrosso', { code: 'control_characters' }],
  ['a bell', 'din\u0007', { code: 'control_characters' }],
  ['a C1 control', 'a\u0085b', { code: 'control_characters' }],
  ['a direction override', 'fattura\u202exls.exe', 'fatturaxls.exe'],
  ['direction isolates', 'a\u2066b\u2069c', 'abc'],
  ['a lone surrogate', 'rotto \ud83d', { code: 'malformed' }],
  ['half of a pair at the front', '\udc68 x', { code: 'malformed' }],
  ['decomposed accents', 'Nando\u0303', 'Nandõ'],
];

const verbatim = [
  '<b>x</b>',
  '{{7*7}}',
  `$${'{7*7}'}`,
  '%s%n',
  '=cmd()',
  "'; drop table tickets; --",
  '$ne',
  '__proto__',
  'constructor',
  'NaN',
  'null',
  'true',
  'undefined',
  '0',
  '-0',
  '1e3',
  'O’Brien',
  'Ñandú',
  '株式会社',
  'İ/ı/ß/ﬁ',
  '🇮🇹 👍🏽',
  'हिन्दी',
  'ภาษาไทย',
  'עברית العربية',
  '𝕄𝕒𝕥𝕙',
  '[](',
  'javascript:alert(1)',
  '#1001',
];

describe('a title', () => {
  it.each(titles)('of %s is kept or refused as said (B.1)', (_, raw, expected) => {
    const cleaned = cleanLine(raw, TITLE_LIMIT);
    if (typeof expected === 'string') expect(cleaned).toEqual({ ok: true, text: expected });
    else expect(cleaned).toEqual({ ok: false, ...expected });
  });

  it.each(verbatim)('%s is plain text and stays as it is (B.1, INJ-03)', (raw) => {
    expect(cleanLine(raw, TITLE_LIMIT)).toEqual({ ok: true, text: raw.normalize('NFC') });
  });

  it.each([[12], [true], [null], [undefined], [['a']], [{ a: 1 }], [{ $ne: '' }], [Number.NaN]])(
    'that is no text (%j) is refused as such (B.1, PPM-06)',
    (value) => {
      const parsed = line(TITLE_LIMIT).safeParse(value);
      expect(parsed.success ? null : refusalOf(parsed.error)).toEqual({ ok: false, code: 'type' });
    },
  );

  it('is the same when it is cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (raw) => {
        const once = cleanLine(raw, TITLE_LIMIT);
        if (once.ok) expect(cleanLine(once.text, TITLE_LIMIT)).toEqual(once);
      }),
      { numRuns: 500 },
    );
  });

  it('has no line break, no control character and no direction override left', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (raw) => {
        const cleaned = cleanLine(raw, TITLE_LIMIT);
        if (cleaned.ok) expect(cleaned.text).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a message', () => {
  it('keeps its lines, unified, and its tabs', () => {
    expect(cleanText('uno\r\ndue\rtre\n\tquattro', MESSAGE_LIMIT)).toEqual({
      ok: true,
      text: 'uno\ndue\ntre\n\tquattro',
    });
  });

  it('may be as long as the limit and not one character longer, counted as people count (B.2)', () => {
    for (const unit of ['a', '\n', 'è', FAMILY.slice(0, 2)]) {
      const body = `x${unit.repeat(MESSAGE_LIMIT - 2)}x`;
      expect(cleanText(body, MESSAGE_LIMIT)).toMatchObject({ ok: true });
      expect(cleanText(`${body}x`, MESSAGE_LIMIT)).toEqual({
        ok: false,
        code: 'too_long',
        limit: MESSAGE_LIMIT,
        got: MESSAGE_LIMIT + 1,
      });
    }
  });

  it('of five megabytes is refused as too long, not as something else (B.2)', () => {
    expect(cleanText('a'.repeat(5_000_000), MESSAGE_LIMIT)).toMatchObject({
      ok: false,
      code: 'too_long',
      limit: MESSAGE_LIMIT,
    });
  });

  it.each([
    ['one line without a space', 'x'.repeat(MESSAGE_LIMIT)],
    ['two thousand lines', 'riga\n'.repeat(2_000).trim()],
    ['nested quotes', `${'> '.repeat(300)}x`],
    ['an unclosed fence', '```sql\nselect 1'],
    ['brackets without end', '['.repeat(MESSAGE_LIMIT)],
    ['many mentions', '@'.repeat(50)],
    ['several writing systems', 'Ciao שלום สวัสดี नमस्ते 你好 👩‍🔧'],
  ])('of %s is text as typed (B.2)', (_, body) => {
    expect(cleanText(body, MESSAGE_LIMIT)).toEqual({ ok: true, text: body });
  });

  it('of nothing that can be seen is refused', () => {
    const parsed = prose(MESSAGE_LIMIT).safeParse(' \n\u200b ');
    expect(parsed.success ? null : refusalOf(parsed.error)).toEqual({ ok: false, code: 'empty' });
  });

  it.each([
    '\u0301',
    'a\u0316',
    '\u200b',
    '```',
    '[',
    '> ',
    '👨‍',
    '\u202e',
    ' \t',
    '\r',
    'ﷺ',
    '\u1100\u1161',
    'è',
    '``` ',
  ])('of 64 KB of %j is judged at once (DOS-02)', (unit) => {
    const text = unit.repeat(Math.ceil(65_536 / unit.length));
    const took = [1, 2, 3].map(() => {
      const began = performance.now();
      cleanText(text, MESSAGE_LIMIT);
      excerpt(text);
      return performance.now() - began;
    });
    // 50 ms on a quiet machine; other tests may be running.
    expect(Math.min(...took)).toBeLessThan(250);
  });
});

describe('counting characters', () => {
  it.each([
    ['', 0],
    ['ciao', 4],
    ['a\r\nb', 3],
    [FAMILY, 1],
    ['🇮🇹', 1],
    ['e\u0301', 1],
    ['👍🏽', 1],
    ['नि', 1],
  ])('%j counts %i', (text, count) => {
    expect(countCharacters(text)).toBe(count);
  });

  it('agrees with the segmentation of Unicode', () => {
    const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
    const character = fc.oneof(
      fc.constantFrom(
        'a',
        '\n',
        'è',
        'ß',
        'Я',
        'Ω',
        'ễ',
        '€',
        '’',
        '“',
        '©',
        '\u0301',
        '\u200d',
        '👨',
        '❤️',
        '🇮',
        '🏽',
        'न',
        'ि',
        'ส',
        '각',
        '\r',
      ),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
      // Not the few Arabic and Indic signs that join what follows them: counted one too many, rarely, by design.
      fc
        .oneof(fc.integer({ min: 0x20, max: 0x5ff }), fc.integer({ min: 0x1e00, max: 0x2fff }))
        .map((point) => String.fromCodePoint(point)),
    );
    fc.assert(
      fc.property(fc.array(character, { maxLength: 12 }), fc.nat({ max: 260 }), (characters, before) => {
        const text = `${'\u200d'.repeat(before)}${characters.join('')}`;
        expect(countCharacters(text), JSON.stringify(text)).toBe([...segmenter.segment(text)].length);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('an excerpt', () => {
  it('is one line without the signs that would only be noise', () => {
    expect(excerpt('# Titolo\n\n> **citato** `codice`\n```sql\nselect 1\n```')).toBe(
      'Titolo citato codice select 1',
    );
  });

  it('never exceeds its length nor cuts a character pair in two', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.integer({ min: 2, max: 20 }),
        (text, limit) => {
          const short = excerpt(text, limit);
          expect(short.length).toBeLessThanOrEqual(limit);
          expect(short).not.toMatch(/\p{Surrogate}/u);
        },
      ),
      { numRuns: 500 },
    );
  });
});
