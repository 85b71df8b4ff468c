import { expect, it } from 'vitest';
import { steppedTo, threadStep } from './threadKeys.ts';

const press = (key: string, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });

it('steps through messages with the arrows or J and K, and leaves chords to the browser', () => {
  expect(threadStep(press('j'))).toBe('next');
  expect(threadStep(press('K'))).toBe('previous');
  expect(threadStep(press('ArrowUp'))).toBe('previous');
  expect(threadStep(press('Home'))).toBe('first');
  expect(threadStep(press('k', { ctrlKey: true }))).toBeNull();
  expect(threadStep(press('x'))).toBeNull();
});

it('begins with the newest message and stops at both ends', () => {
  expect(steppedTo('previous', -1, 5)).toBe(4);
  expect(steppedTo('previous', 0, 5)).toBe(0);
  expect(steppedTo('next', 4, 5)).toBe(4);
  expect(steppedTo('next', 1, 5)).toBe(2);
  expect(steppedTo('first', 4, 5)).toBe(0);
});
