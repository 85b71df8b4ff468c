import { describe, expect, it } from 'vitest';
import { thumbnailSize } from './thumbnailSize.ts';

describe('how large a picture stands in a conversation', () => {
  it.each([
    [null, null, null],
    [1_920, 1_080, { width: 280, height: 158 }],
    [1_080, 1_920, { width: 113, height: 200 }],
    [100, 80, { width: 100, height: 80 }],
    [4_000, 20, { width: 280, height: 44 }],
    [2, 2, { width: 44, height: 44 }],
  ])('%s × %s', (width, height, size) => {
    expect(thumbnailSize({ width, height })).toEqual(size);
  });
});
