import { expect, test } from 'vitest';
import { Touched } from './touched.ts';

const ofAnna = (touched: Touched, position: number): string[] | null => {
  const changed = touched.since(position, 'anna');
  return changed && [...changed];
};

test('what changed since a position is known, each ticket once, without what concerns another person alone', () => {
  const touched = new Touched();
  touched.note('a');
  const position = touched.position;
  expect(ofAnna(touched, position)).toEqual([]);
  for (const ticket of ['b', 'c', 'b']) touched.note(ticket);
  touched.note('d', 'luca');
  touched.note('e', 'anna');
  expect(ofAnna(touched, position)).toEqual(['b', 'c', 'e']);
  expect(ofAnna(touched, touched.position)).toEqual([]);
});

test('whoever is too far behind is told so, and nobody else', () => {
  const touched = new Touched();
  const first = touched.position;
  for (let nth = 0; nth < 30_000; nth += 1) touched.note(`${nth}`);
  expect(ofAnna(touched, first)).toBeNull();
  expect(ofAnna(touched, touched.position - 5_000)).toHaveLength(5_000);
});

test('after changes were missed everybody before is behind, whoever begins afterwards is not', () => {
  const touched = new Touched();
  const before = touched.position;
  touched.lost();
  const between = touched.position;
  touched.note('a');
  expect(ofAnna(touched, before)).toBeNull();
  expect(ofAnna(touched, between)).toEqual(['a']);
  touched.lost();
  expect(ofAnna(touched, between)).toBeNull();
});
