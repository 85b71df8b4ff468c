import { describe, expect, it } from 'vitest';
import { initials, nameHue } from './avatar.ts';

describe('initials', () => {
  it.each([
    ['Giulia Ferri', 'GF'],
    ['Giulia Maria Ferri', 'GF'],
    ['giulia', 'G'],
    ['Élodie d’Aosta', 'ÉD'],
    ['  Luca   Moretti ', 'LM'],
    ['李小龙', '李'],
    ['👩‍🔧 Anna', 'A'],
    ['', '?'],
    ['---', '?'],
  ])('of %j are %s', (name, expected) => {
    expect(initials(name)).toBe(expected);
  });

  it('have a colour that never changes', () => {
    expect(nameHue('Giulia Ferri')).toBe(nameHue('Giulia Ferri'));
    expect(
      new Set(['Giulia Ferri', 'Luca Moretti', 'Anna Conti', 'Paolo Bianchi', 'Nadia Russo'].map(nameHue))
        .size,
    ).toBeGreaterThan(2);
  });
});
