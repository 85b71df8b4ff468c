import { expect, it } from 'vitest';
import {
  earlier,
  followingEnd,
  kept,
  later,
  SHOWN_LIMIT,
  SHOWN_STEP,
  type Span,
  shownSpan,
  type WantedSpan,
} from './threadSpan.ts';

const loaded: Span = { first: 1, last: 1000 };
const size = ({ first, last }: Span): number => last - first + 1;

it('begins with the newest entries and follows the end', () => {
  expect(shownSpan(followingEnd, { first: 901, last: 1000 })).toEqual({ first: 901, last: 1000 });
  expect(shownSpan(followingEnd, { first: 901, last: 1003 })).toEqual({ first: 901, last: 1003 });
  expect(size(shownSpan(followingEnd, loaded))).toBe(SHOWN_LIMIT);
});

it('walks to the beginning and back without ever showing too many, every entry on the way', () => {
  let wanted: WantedSpan = followingEnd;
  const seen = new Set<number>();
  const look = (): Span => {
    const shown = shownSpan(wanted, loaded);
    expect(size(shown)).toBeLessThanOrEqual(SHOWN_LIMIT);
    for (let seq = shown.first; seq <= shown.last; seq += 1) seen.add(seq);
    return shown;
  };
  for (let shown = look(); shown.first > 1; shown = look()) wanted = earlier(shown, loaded);
  expect(seen.size).toBe(1000);
  for (let shown = look(); shown.last < 1000; shown = look()) wanted = later(shown, loaded);
  expect(wanted.last).toBeNull();
  expect(look().last).toBe(1000);
});

it('a step overlaps what was shown, so that the reader keeps a place to look at', () => {
  const shown: Span = { first: 500, last: 500 + SHOWN_LIMIT - 1 };
  expect(shownSpan(earlier(shown, loaded), loaded)).toEqual({
    first: 500 - SHOWN_STEP,
    last: 500 - SHOWN_STEP + SHOWN_LIMIT - 1,
  });
});

it('drops nothing above somebody who reads there while news arrive below, and stops showing them before there are too many', () => {
  const shown: Span = { first: 700, last: 1000 };
  const wanted = kept(shown, loaded);
  expect(shownSpan(wanted, { first: 1, last: 1010 })).toEqual({ first: 700, last: 1010 });
  const later = shownSpan(wanted, { first: 1, last: 2000 });
  expect(later.first).toBe(700);
  expect(size(later)).toBeLessThan(400);
});

it('begins again at the end when the window was replaced by another', () => {
  expect(shownSpan({ first: 10, last: 60 }, { first: 500, last: 560 })).toEqual({ first: 500, last: 560 });
  expect(shownSpan({ first: 900, last: null }, { first: 500, last: 560 })).toEqual({ first: 500, last: 560 });
});
