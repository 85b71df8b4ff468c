import { describe, expect, it } from 'vitest';
import { Freshness } from './freshness.ts';

/** A read that ends when the test says so. */
function slowRead(freshness: Freshness) {
  let end = (): void => undefined;
  const reading = freshness.during(
    () => new Promise<string>((resolve) => (end = () => resolve('as it was'))),
  );
  return { reading, end };
}

describe('what is read', () => {
  it('may be kept when nothing was forgotten meanwhile', async () => {
    const freshness = new Freshness();
    freshness.forgot('a');
    const { value, isFresh } = await freshness.during(async () => 'now');
    expect([value, isFresh('a')]).toEqual(['now', true]);
    freshness.forgot('a');
    expect(isFresh('a')).toBe(true);
  });

  it('is used and not kept when it was forgotten while it was read, alone or with all', async () => {
    const freshness = new Freshness();
    const one = slowRead(freshness);
    freshness.forgot('a');
    one.end();
    const { value, isFresh } = await one.reading;
    expect([value, isFresh('a'), isFresh('b')]).toEqual(['as it was', false, true]);
    const all = slowRead(freshness);
    freshness.forgot();
    all.end();
    expect((await all.reading).isFresh('b')).toBe(false);
  });

  it('leaves nothing behind when reading fails', async () => {
    const freshness = new Freshness();
    await expect(freshness.during(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect((await freshness.during(async () => 'back')).isFresh('a')).toBe(true);
  });
});
