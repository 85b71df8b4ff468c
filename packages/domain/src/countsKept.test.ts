import { expect, it } from 'vitest';
import { CountsKept } from './countsKept.ts';
import { Touched } from './touched.ts';

function world(isCurrent = () => true) {
  const touched = new Touched();
  const kept = new CountsKept(touched, isCurrent);
  let counted = 0;
  const ask = (what = 'open', person = '') =>
    kept.of(what, person, async () => {
      counted += 1;
      return counted;
    });
  return { touched, kept, ask, counted: () => counted };
}

it('counts once as long as nothing was touched, and again afterwards', async () => {
  const { touched, ask } = world();
  expect([await ask(), await ask()]).toEqual([1, 1]);
  touched.note('a');
  expect([await ask(), await ask()]).toEqual([2, 2]);
  touched.lost();
  expect(await ask()).toBe(3);
});

it('keeps apart what is different, and what somebody archives counts for them alone', async () => {
  const { touched, ask } = world();
  expect([await ask('open'), await ask('closed'), await ask('open', 'luca')]).toEqual([1, 2, 3]);
  touched.note('a', 'luca');
  expect([await ask('open'), await ask('closed'), await ask('open', 'luca')]).toEqual([1, 2, 4]);
});

it('counts again what was touched while it was being counted', async () => {
  const touched = new Touched();
  const kept = new CountsKept(touched, () => true);
  const first = kept.of('open', '', async () => {
    touched.note('a');
    return 1;
  });
  expect(await first).toBe(1);
  expect(await kept.of('open', '', async () => 2)).toBe(2);
});

it('keeps nothing while it is not known what was touched, and nothing that failed', async () => {
  const { ask } = world(() => false);
  expect([await ask(), await ask()]).toEqual([1, 2]);
  const kept = new CountsKept(new Touched(), () => true);
  await expect(kept.of('open', '', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await kept.of('open', '', async () => 7)).toBe(7);
});
