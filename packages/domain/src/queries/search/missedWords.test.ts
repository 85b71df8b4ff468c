import { describe, expect, test } from 'vitest';
import { missedWords, namesIn } from './missedWords.ts';

const nobody = namesIn([]);

describe('what is remembered of a search in vain', () => {
  test('is its words, however they are put', () => {
    expect(missedWords('Come si fa il budget di vendita?', nobody)?.words).toBe('budget vendita');
    const key = (q: string) => missedWords(q, nobody)?.key;
    expect(key('budget delle vendite')).toBe(key('VENDITA budget'));
    expect(key('budget vendite')).not.toBe(key('budget acquisti'));
  });

  test('keeps codes of screens and errors', () => {
    expect(missedWords('errore 00999 in pa777', nobody)?.words).toBe('errore 00999 pa777');
  });

  test.each([
    ['e-mail', 'scrivere a mario.bianchi@example.com budget', 'scrivere budget'],
    ['telephone', 'budget 049 876 5432', 'budget'],
    ['VAT number', 'budget 01234567890', 'budget'],
    ['tax code', 'budget RSSMRA80A01H501U', 'budget'],
    ['bank account', 'budget IT60X0542811101000000123456', 'budget'],
    ['address', 'budget https://example.com/?utente=7', 'budget'],
  ])('has no %s', (_, q, words) => {
    expect(missedWords(q, nobody)?.words).toBe(words);
  });

  test('has no names of the company and its people', () => {
    const names = namesIn(['Panificio Rossi', 'Niccolò D’Amico']);
    expect(missedWords('budget di niccolo d’amico rossi', names)?.words).toBe('budget');
    expect(missedWords('Rossi', names)).toBeNull();
  });

  test('is nothing where nothing tells', () => {
    for (const q of ['', 'di', '   ', '?!', 'buongiorno grazie', '049 876 5432'])
      expect(missedWords(q, nobody)).toBeNull();
  });
});
