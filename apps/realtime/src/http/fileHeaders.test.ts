import { describe, expect, it } from 'vitest';
import { contentDisposition, rangeOf } from './fileHeaders.ts';

const file = { size: 1_000, digest: 'abc' };

describe('the part of a file that is asked for', () => {
  it.each([
    [undefined, null],
    ['bytes=0-99', { start: 0, end: 100 }],
    ['bytes=900-', { start: 900, end: 1_000 }],
    ['bytes=-100', { start: 900, end: 1_000 }],
    ['bytes=-5000', { start: 0, end: 1_000 }],
    ['bytes=500-5000', { start: 500, end: 1_000 }],
    ['bytes=999-999', { start: 999, end: 1_000 }],
    ['bytes=1000-', 'unsatisfiable'],
    ['bytes=5000-6000', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=9-1', null],
    ['bytes=-', null],
    ['bytes=0-1,5-9', null],
    ['lines=1-2', null],
    ['bytes=1e3-', null],
  ])('%s', (range, expected) => {
    expect(rangeOf({ ...(range !== undefined && { range }) }, file)).toEqual(expected);
  });

  it('is all of it when the file is another one by now', () => {
    expect(rangeOf({ range: 'bytes=0-9', 'if-range': '"old"' }, file)).toBeNull();
    expect(rangeOf({ range: 'bytes=0-9', 'if-range': '"abc"' }, file)).toEqual({ start: 0, end: 10 });
  });
});

describe('what a file is called when it is saved', () => {
  it.each([
    ['scarto.pdf', `attachment; filename="scarto.pdf"; filename*=UTF-8''scarto.pdf`],
    [
      'perché è così.png',
      `attachment; filename="perch_ _ cos_.png"; filename*=UTF-8''perch%C3%A9%20%C3%A8%20cos%C3%AC.png`,
    ],
    [`a"b'(1)*.txt`, `attachment; filename="a_b'(1)*.txt"; filename*=UTF-8''a%22b%27%281%29%2A.txt`],
    [
      'a\r\nSet-Cookie: x',
      `attachment; filename="a__Set-Cookie: x"; filename*=UTF-8''a%0D%0ASet-Cookie%3A%20x`,
    ],
  ])('%j', (name, expected) => {
    expect(contentDisposition('attachment', name)).toBe(expected);
  });
});
