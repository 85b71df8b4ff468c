import { expect, it } from 'vitest';
import { formatted } from './formatted.ts';

it('shows what people format in a message, and nothing that is not text', () => {
  const { source } = formatted(
    '**Così**:\n- `pa310` <b>\n\n[guida](https://a.example/?x="1")\n```\n**a** & b\n```',
  );
  expect(source).toContain('<strong>Così</strong>:<br>•&nbsp;<code');
  expect(source).toContain('>pa310</code> &lt;b&gt;<br><br>guida (https://a.example/?x=&quot;1&quot;)');
  expect(source).toContain('>**a** &amp; b</code>');
  expect(source).not.toContain('<b>');
});

it('leaves marks that mark nothing as they are', () => {
  expect(formatted('2 ** 3, `, [x](javascript:y) * 5').source).toBe('2 ** 3, `, [x](javascript:y) * 5');
});
