import type { Chance } from '@sportello/models';

/**
 * A source of chance that repeats: the same seed gives the same numbers on every machine (mulberry32).
 * @param seed any whole number
 */
export function seededChance(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One of several, all equally likely. */
export function pick<T>(items: readonly T[], chance: Chance): T {
  const item = items[Math.floor(chance() * items.length)];
  if (item === undefined) throw new Error('there is nothing to pick from');
  return item;
}

/** 24 hexadecimal digits, as an id has them. */
export function idByChance(chance: Chance): string {
  return [...Array(3)]
    .map(() =>
      Math.floor(chance() * 4_294_967_296)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('');
}
