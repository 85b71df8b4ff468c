import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DISPLAYED_AFTER, DisplayTracker } from './displayTracker.ts';

let displayed: number[] = [];
let tracker: DisplayTracker;

beforeEach(() => {
  vi.useFakeTimers();
  displayed = [];
  tracker = new DisplayTracker((seq) => displayed.push(seq));
});
afterEach(() => vi.useRealTimers());

it('counts an entry after it was in view long enough, once', () => {
  tracker.enter(7);
  vi.advanceTimersByTime(DISPLAYED_AFTER - 1);
  expect(displayed).toEqual([]);
  vi.advanceTimersByTime(DISPLAYED_AFTER * 3);
  expect(displayed).toEqual([7]);
});

it('does not count what was scrolled past', () => {
  tracker.enter(7);
  vi.advanceTimersByTime(DISPLAYED_AFTER - 100);
  tracker.leave(7);
  vi.advanceTimersByTime(DISPLAYED_AFTER);
  expect(displayed).toEqual([]);
});

it('does not count on a hidden tab, and begins anew when the tab is shown', () => {
  tracker.tab(false);
  tracker.enter(7);
  vi.advanceTimersByTime(DISPLAYED_AFTER * 2);
  expect(displayed).toEqual([]);
  tracker.tab(true);
  vi.advanceTimersByTime(DISPLAYED_AFTER - 1);
  tracker.tab(false);
  vi.advanceTimersByTime(DISPLAYED_AFTER);
  expect(displayed).toEqual([]);
  tracker.tab(true);
  vi.advanceTimersByTime(DISPLAYED_AFTER);
  expect(displayed).toEqual([7]);
});
