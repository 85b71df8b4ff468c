import { describe, expect, test } from 'vitest';
import { tellingQuery } from './telling.ts';

describe('what is searched for', () => {
  test('a few words go to the engine as they were typed', () => {
    expect(tellingQuery('  stampante   ferma ')).toEqual({ q: 'stampante ferma', shortened: false });
    expect(tellingQuery('Non riesco a stampare la fattura')).toEqual({
      q: 'Non riesco a stampare la fattura',
      shortened: false,
    });
  });

  test('nothing that was typed is an operator (SEA-01, B.4)', () => {
    expect(tellingQuery('"fattura scartata').q).toBe('fattura scartata');
    expect(tellingQuery('-fattura “scartata” –sdi').q).toBe('fattura scartata sdi');
    expect(tellingQuery('e-fattura').q).toBe('e-fattura');
  });

  test('what is no text is left out (SEA-09)', () => {
    expect(tellingQuery('fat\u0000tura \ud800 \u202eabc\ue000').q).toBe('fat tura abc');
    expect(tellingQuery('\u200d\u200d\u0000')).toEqual({ q: '', shortened: false });
  });

  test('of a long description the telling words are kept, in their order', () => {
    const { q, shortened } = tellingQuery(
      'Buongiorno, da questa mattina non riesco più a stampare i DDT: quando premo il pulsante di stampa il gestionale ' +
        'Magazzino mostra il codice DOC320Q e poi si chiude. Abbiamo già riavviato il server. Grazie, cordiali saluti.',
    );
    expect(shortened).toBe(true);
    expect(q.split(' ')).toHaveLength(10);
    expect(q.indexOf('DDT')).toBeLessThan(q.indexOf('DOC320Q'));
    expect(q).toContain('Magazzino');
    expect(q).toContain('gestionale');
    expect(q.toLowerCase()).not.toMatch(/\b(buongiorno|grazie|saluti|questa|quando|abbiamo)\b/);
  });

  test('a word that comes twice counts once', () => {
    const { q } = tellingQuery(`${'errore '.repeat(30)}stampante fiscale`);
    expect(q).toBe('errore stampante fiscale');
  });

  test('ten thousand words and endless words are cut (SEA-09)', () => {
    const many = tellingQuery(Array.from({ length: 2_000 }, (_, n) => `parola${n}`).join(' '));
    expect(many.shortened).toBe(true);
    expect(many.q.split(' ')).toHaveLength(10);
    const endless = tellingQuery('x'.repeat(20_000));
    expect(endless).toEqual({ q: 'x'.repeat(256), shortened: true });
    expect(tellingQuery('😀'.repeat(300)).q).toBe('😀'.repeat(128));
  });

  test('only words without meaning are still searched for', () => {
    const { q, shortened } = tellingQuery('che cosa è il la lo gli le un una uno di a da in con su per');
    expect(shortened).toBe(true);
    expect(q).not.toBe('');
  });
});
