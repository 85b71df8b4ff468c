import { expect, test } from 'vitest';
import { withAnchors } from './anchors.ts';
import { renderMarkdown } from './markdown.ts';

const formatted = (source: string) => withAnchors(renderMarkdown(source, { topHeading: 1 }));

test('headings get ids that read like their words, without accents', () => {
  const { html, headings } = formatted('## Perché è così: 2 cause\n\nTesto.');
  expect(headings).toEqual([{ id: 'p-perche-e-cosi-2-cause', text: 'Perché è così: 2 cause', level: 2 }]);
  expect(html).toContain('<h2 id="p-perche-e-cosi-2-cause">');
});

test('equal headings stay apart', () => {
  expect(formatted('## Prima\n\n## Prima').headings.map(({ id }) => id)).toEqual(['p-prima', 'p-prima-2']);
});

test('formatting and special characters inside a heading are told as words', () => {
  const [heading] = formatted('## Il codice `00404` & **altri** <b>').headings;
  expect(heading?.text).toBe('Il codice 00404 & altri <b>');
  expect(heading?.id).toBe('p-il-codice-00404-altri-b');
});

test('what only looks like a heading is left alone, and no text breaks out of the attribute', () => {
  const { html, headings } = formatted('`<h2>x</h2>`\n\n## "><img src=x onerror=alert(1)>');
  expect(headings).toHaveLength(1);
  expect(html).not.toContain('<img');
  expect(headings[0]?.id).toMatch(/^p-[\p{L}\p{N}-]+$/u);
});
