import { describe, expect, it } from 'vitest';
import { csvLine } from './csv.ts';

describe('a line of a table', () => {
  it('parts cells by semicolons and quotes texts (B.1)', () => {
    expect(csvLine([1042, 'Stampa "bolle"; urgente', null, undefined, 'due\nrighe'])).toBe(
      '1042;"Stampa ""bolle""; urgente";"";"";"due\nrighe"\r\n',
    );
  });

  it.each([
    "=cmd|' /C calc'!A0",
    '+1+1',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1+1',
    '＝1',
    '＠x',
    '\u200b=1',
    '\ufeff=1',
    '|x',
    '%0A',
  ])('does not let %j be calculated', (text) => {
    expect(csvLine([text])).toBe(`"'${text}"\r\n`);
  });

  it.each(['O’Brien', '株式会社', 'a=b', '1-2', '__proto__', ''])('leaves %j as it is', (text) => {
    expect(csvLine([text])).toBe(`"${text}"\r\n`);
  });
});
