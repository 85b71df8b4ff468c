import { describe, expect, it } from 'vitest';
import { byteSize } from './byteSize.ts';

describe('a number of bytes in words', () => {
  it.each([
    [0, '0 byte', '0 bytes'],
    [1, '1 byte', '1 byte'],
    [999, '999 byte', '999 bytes'],
    [1_024, '1 kB', '1 kB'],
    [1_536, '1,5 kB', '1.5 kB'],
    [250_000, '244 kB', '244 kB'],
    [26_214_400, '25 MB', '25 MB'],
    [3_000_000_000, '2,8 GB', '2.8 GB'],
  ])('%d', (bytes, italian, english) => {
    expect(byteSize(bytes, 'it').replaceAll('\u00a0', ' ')).toBe(italian);
    expect(byteSize(bytes, 'en').replaceAll('\u00a0', ' ')).toBe(english);
  });
});
