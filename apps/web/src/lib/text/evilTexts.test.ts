import { stumbledOver } from '@sportello/core/testing/evilTexts';
import { expect, it } from 'vitest';
import { csvLine } from '../features/queue/csv.ts';
import { ticketNumberIn } from '../features/search/found.ts';
import { readDeepLink } from '../server/deepLink.ts';
import { sameOriginPath } from '../server/preferences.ts';
import { markdownCost } from './markdown/cost.ts';
import { hidesHost, linkTarget } from './markdown/links.ts';
import { isPlainText, plainTextToHtml } from './markdown/plainText.ts';
import { renderMarkdown } from './markdown.ts';

it.each<[string, (text: string) => unknown]>([
  ['a message that is shown', (text) => renderMarkdown(text, { topHeading: 4 })],
  ['what showing it would cost', markdownCost],
  ['a plain text', (text) => (isPlainText(text) ? plainTextToHtml(text) : null)],
  ['a link', (text) => linkTarget(text)],
  ['the words of a link', (text) => hidesHost(text, 'evil.example')],
  ['a number that is searched for', ticketNumberIn],
  ['a cell of a table', (text) => csvLine([text])],
  ['a deep link', (text) => readDeepLink(new URLSearchParams({ program: text, error: text, title: text }))],
  ['where to go back to', (text) => sameOriginPath(text, 'https://help.example')],
])(
  '%s is read in time that grows as the text does, whatever is in it (DOS-02, DOS-03)',
  (_, read) => {
    expect(stumbledOver(read)).toEqual([]);
  },
  120_000,
);

it.each([
  ['100,000 brackets', '['.repeat(100_000)],
  ['quotes in quotes', `${'> '.repeat(30_000)}x`],
  ['lists in lists', Array.from({ length: 400 }, (_, index) => `${' '.repeat(index)}- x`).join('\n')],
  ['emphasis in emphasis', `${'*a _b '.repeat(10_000)}`],
  ['10,000 links', '[a](https://a.example) '.repeat(10_000)],
  ['a table of 1,000 columns', `${'|a'.repeat(1_000)}|\n${'|-'.repeat(1_000)}|\n`.repeat(20)],
])('%s cost no more than plain words of the same length do, many times over (DOS-03)', (_, text) => {
  const time = (source: string): number => {
    const took = [1, 2, 3].map(() => {
      const began = performance.now();
      renderMarkdown(source, { topHeading: 4 });
      return performance.now() - began;
    });
    return Math.min(...took);
  };
  const plain = 'Buongiorno, la **fattura** non passa.\n\n'.repeat(
    Math.min(200, Math.ceil(text.length / 39)),
  );
  const cost = time(text);
  expect(cost < 100 || cost / Math.max(1, time(plain)) < 20, `${cost.toFixed(0)} ms`).toBe(true);
});
