import { describe, expect, it } from 'vitest';
import type { Replacement } from '../../../text/formatting.ts';
import { articleCallAt, beginCall, goOn, linkInstead, textInstead } from './articleCall.ts';

const origin = 'https://portale.example';

/** The call at the bar in a text. */
function callIn(marked: string) {
  const caret = marked.indexOf('|');
  return articleCallAt(marked.replace('|', ''), caret);
}

/** A text after a replacement, with the caret as a bar. */
function applied(text: string, { from, to, piece, selectFrom, selectTo }: Replacement): string {
  expect(selectTo).toBe(selectFrom);
  const result = text.slice(0, from) + piece + text.slice(to);
  return `${result.slice(0, selectFrom)}|${result.slice(selectFrom)}`;
}

function answered(marked: string, how: (call: NonNullable<ReturnType<typeof callIn>>) => Replacement) {
  const call = callIn(marked);
  if (!call) throw new Error('no call');
  return applied(marked.replace('|', ''), how(call));
}

describe('a call for an article', () => {
  it.each([
    ['/faq|', null],
    ['/faq |', ''],
    ['/faq cespiti|', 'cespiti'],
    ['Ciao Marco, /FAQ cespiti nuovi|', 'cespiti nuovi'],
    ['prima riga\n/faq cesp|iti', 'cesp'],
    ['vedi /faq uno e /faq due|', 'due'],
  ])('is in %j', (text, words) => {
    expect(callIn(text)?.words).toBe(words);
  });

  it.each([
    '|/faq',
    '/fa|q',
    '/faqs|',
    'https://portale.example/faq|',
    'https://portale.example/faq cespiti|',
    '/faq cespiti\n|',
    `/faq ${'parola '.repeat(20)}|`,
    '\n|',
  ])('is not in %j', (text) => {
    expect(callIn(text)).toBeNull();
  });

  it('is begun by the button as a word of its own', () => {
    expect(applied('', beginCall('', 0))).toBe('/faq |');
    expect(applied('Ciao', beginCall('Ciao', 4))).toBe('Ciao /faq |');
    expect(applied('Ciao ', beginCall('Ciao ', 5))).toBe('Ciao /faq |');
    expect(answered('Ciao /faq|', goOn)).toBe('Ciao /faq |');
  });
});

describe('an article in the place of its call', () => {
  it('is a link that says which portal, between what was there', () => {
    const article = { slug: 'cespiti', title: 'Cespiti [nuovi] *2026*' };
    expect(answered('Veda /faq cesp| e mi dica', (call) => linkInstead(call, article, origin))).toBe(
      String.raw`Veda [Cespiti \[nuovi\] \*2026\*](https://portale.example/faq/cespiti)| e mi dica`,
    );
  });

  it('is its text, in paragraphs of their own, with links that lead to the portal', () => {
    const body = '## Come\n\n[Altro](/faq/altro), [fuori](https://x.example)\n';
    const said = '## Come\n\n[Altro](https://portale.example/faq/altro), [fuori](https://x.example)';
    const put = (marked: string) => {
      const text = marked.replace('|', '');
      return answered(marked, (call) => textInstead(call, text, body, origin));
    };
    expect(put('/faq cesp|')).toBe(`${said}|`);
    expect(put('Ecco:\n/faq cesp|\nSaluti')).toBe(`Ecco:\n\n${said}\n|\nSaluti`);
    expect(put('Ecco: /faq cesp| fine')).toBe(`Ecco: \n\n${said}\n\n| fine`);
  });
});
