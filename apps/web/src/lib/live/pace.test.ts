import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pace, SHOW_EVERY } from './pace.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A pace, what came, and what was shown of it. */
function paced(): { pace: Pace; come: (value: number) => void; shown: number[] } {
  const shown: number[] = [];
  let last = 0;
  const pace = new Pace(() => shown.push(last));
  const come = (value: number): void => {
    last = value;
    pace.ask();
  };
  return { pace, come, shown };
}

describe('Pace', () => {
  it('shows what comes alone at once', () => {
    const { come, shown } = paced();
    come(1);
    vi.advanceTimersByTime(SHOW_EVERY);
    come(2);
    expect(shown).toEqual([1, 2]);
  });

  it('shows what follows closely together, and the last of it without being asked again', () => {
    const { come, shown } = paced();
    for (let value = 1; value <= 5; value += 1) {
      come(value);
      vi.advanceTimersByTime(10);
    }
    expect(shown).toEqual([1]);
    vi.advanceTimersByTime(SHOW_EVERY);
    expect(shown).toEqual([1, 5]);
    vi.advanceTimersByTime(10 * SHOW_EVERY);
    expect(shown).toEqual([1, 5]);
  });

  it('shows a burst no more often than its pace, however long it is', () => {
    const { come, shown } = paced();
    for (let value = 0; value < 100; value += 1) {
      come(value);
      vi.advanceTimersByTime(20);
    }
    expect(shown.length).toBeLessThanOrEqual(1 + 2_000 / SHOW_EVERY);
  });

  it('shows at once when told so, and only once', () => {
    const { pace, come, shown } = paced();
    come(1);
    come(2);
    pace.now();
    vi.advanceTimersByTime(SHOW_EVERY);
    expect(shown).toEqual([1, 2]);
  });

  it('shows nothing after it was stopped', () => {
    const { pace, come, shown } = paced();
    come(1);
    come(2);
    pace.stop();
    vi.advanceTimersByTime(SHOW_EVERY);
    expect(shown).toEqual([1]);
  });
});
