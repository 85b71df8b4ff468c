import { expect, test } from 'vitest';
import type { Context } from '../../context.ts';
import { SearchThrottle } from './searchThrottle.ts';

const visitor = { principal: null, locale: 'it' } as const;
const somebody = (person: string): Context => ({
  principal: { person, side: 'customer', role: 'standard', company: 'd'.repeat(24), teams: [] },
  name: 'Somebody',
  locale: 'it',
  session: null,
});

/** How many of some searches are admitted, and the last answer. */
async function admitted(ask: () => Promise<number | null>, count: number): Promise<[number, number | null]> {
  let passed = 0;
  let last: number | null = null;
  for (let turn = 0; turn < count; turn += 1) {
    last = await ask();
    if (last === null) passed += 1;
  }
  return [passed, last];
}

test('visitors of one address have a limit together, and are told how long to wait', async () => {
  const throttle = new SearchThrottle();
  const [passed, wait] = await admitted(() => throttle.admit(visitor, '203.0.113.7'), 700);
  expect(passed).toBe(600);
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60_000);
  expect(await throttle.admit(visitor, '203.0.113.8')).toBeNull();
});

test('whoever hops inside his own network is still one address (AUT-03, SEA-11)', async () => {
  const throttle = new SearchThrottle();
  let host = 0;
  const [passed] = await admitted(() => {
    host += 1;
    return throttle.admit(visitor, `2001:db8:1:2::${host.toString(16)}`);
  }, 700);
  expect(passed).toBe(600);
});

test('who is signed in counts alone and has room, whatever others do behind the same address', async () => {
  const throttle = new SearchThrottle();
  await admitted(() => throttle.admit(visitor, '203.0.113.7'), 700);
  const [passed, wait] = await admitted(() => throttle.admit(somebody('a'.repeat(24)), '203.0.113.7'), 3_001);
  expect(passed).toBe(3_000);
  expect(wait).toBeGreaterThan(0);
  expect(await throttle.admit(somebody('b'.repeat(24)), '203.0.113.7')).toBeNull();
});
