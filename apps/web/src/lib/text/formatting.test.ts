import { expect, it } from 'vitest';
import { formatOf } from '../features/ticket/composer/formatKeys.ts';
import { type Format, formatted, type Replacement } from './formatting.ts';

/** Applies a format to the part of a text between two bars, and shows the selection afterwards the same way. */
function act(format: Format, marked: string): string {
  const from = marked.indexOf('|');
  const text = marked.replaceAll('|', '');
  const to = marked.lastIndexOf('|') - (marked.lastIndexOf('|') > from ? 1 : 0);
  const done: Replacement = formatted(format, { text, from, to });
  const result = text.slice(0, done.from) + done.piece + text.slice(done.to);
  return `${result.slice(0, done.selectFrom)}|${result.slice(done.selectFrom, done.selectTo)}|${result.slice(done.selectTo)}`;
}

it('makes bold and plain again', () => {
  expect(act('bold', 'apri |la scheda| adesso')).toBe('apri **|la scheda|** adesso');
  expect(act('bold', 'apri **|la scheda|** adesso')).toBe('apri |la scheda| adesso');
  expect(act('bold', 'apri ||')).toBe('apri **||**');
});

it('shows one line as code and several as a block', () => {
  expect(act('code', 'lancia |doc320q|')).toBe('lancia `|doc320q|`');
  expect(act('code', '|uno\ndue|')).toBe('```\n|uno\ndue|\n```');
});

it('makes a list of the lines touched, and lines of a list', () => {
  expect(act('list', 'prima\nu|no\ndu|e\ndopo')).toBe('prima\n- uno\n- due||\ndopo');
  expect(act('list', '|- uno\n- due|')).toBe('uno\ndue||');
});

it('asks for what a link still lacks', () => {
  expect(act('link', 'vedi |la guida|')).toBe('vedi [la guida](|https://|)');
  expect(act('link', 'vedi |https://nordest.example/a|')).toBe('vedi [||](https://nordest.example/a)');
});

it('knows the shortcuts and leaves everything else to the browser', () => {
  const press = (key: string, more = {}) => ({
    key,
    ctrlKey: true,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...more,
  });
  expect(formatOf(press('b'))).toBe('bold');
  expect(formatOf(press('K', { ctrlKey: false, metaKey: true }))).toBe('link');
  expect(formatOf(press('(', { shiftKey: true }))).toBe('list');
  expect(formatOf(press('b', { ctrlKey: false }))).toBeNull();
  expect(formatOf(press('e', { altKey: true }))).toBeNull();
});
