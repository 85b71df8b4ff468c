import { readFile } from 'node:fs/promises';
import { errorStatus } from '@sportello/core';
import { describe, expect, it } from 'vitest';
import * as compiled from '../paraglide/messages.js';
import { overwriteGetLocale } from '../paraglide/runtime.js';
import { errorSentence } from './errorSentence.ts';

type Catalogue = Record<string, unknown>;

async function catalogue(locale: string): Promise<Catalogue> {
  const file = new URL(`../../../../../messages/${locale}.json`, import.meta.url);
  const { $schema: _, ...messages } = JSON.parse(await readFile(file, 'utf8')) as Catalogue;
  return messages;
}

const italian = await catalogue('it');
const english = await catalogue('en');
const parameters = (message: unknown) => [...new Set(JSON.stringify(message).match(/\{\w+\}/gu))].sort();

describe('the message catalogue', () => {
  it('is compiled whole: a compiler without its plugin makes none and says nothing', () => {
    expect(Object.keys(compiled).sort()).toEqual(expect.arrayContaining(Object.keys(italian).sort()));
    expect(Object.keys(italian).length).toBeGreaterThan(80);
  });

  it('says in English all it says in Italian, with the same parameters', () => {
    expect(Object.keys(english)).toEqual(Object.keys(italian));
    for (const [key, message] of Object.entries(italian)) {
      expect([key, parameters(english[key])]).toEqual([key, parameters(message)]);
    }
  });

  it('is in alphabetical order', () => {
    const keys = Object.keys(italian);
    expect(keys).toEqual([...keys].sort());
  });
});

describe('what a refusal says', () => {
  for (const locale of ['it', 'en'] as const) {
    it(`has a sentence for every code, in ${locale}`, () => {
      overwriteGetLocale(() => locale);
      for (const code of Object.keys(errorStatus)) {
        const sentence = errorSentence({
          code,
          limit: 200,
          got: 231,
          retryAfter: 90_000,
          possibleAt: 0,
          correlation: 'c-1',
        });
        expect(sentence, code).toMatch(/^[«“]?\p{Lu}.*\.$/u);
        expect(sentence, code).not.toMatch(/[{}]|undefined|NaN/u);
        expect(sentence, code).not.toMatch(/\w_\w/u);
      }
    });
  }

  it('tells numbers and times in the language of the reader', () => {
    overwriteGetLocale(() => 'it');
    expect(errorSentence({ code: 'too_long', limit: 10_000, got: 10_231 })).toBe(
      'È troppo lungo: al massimo 10.000 caratteri, ora sono 10.231.',
    );
    expect(errorSentence({ code: 'too_many_attempts', retryAfter: 90_000 })).toBe(
      'Troppi tentativi. Riprova tra 2 minuti.',
    );
    overwriteGetLocale(() => 'en');
    expect(errorSentence({ code: 'too_many_attempts', retryAfter: 30_000 })).toBe(
      'Too many attempts. Try again in 30 seconds.',
    );
  });

  it('names a code it does not know, even one that every object has', () => {
    overwriteGetLocale(() => 'en');
    expect(errorSentence({ code: 'made_later' })).toBe('It did not work (made_later).');
    expect(errorSentence({ code: 'constructor' })).toBe('It did not work (constructor).');
  });
});
