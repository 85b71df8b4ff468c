import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { generatedPages } from './pages.ts';

describe('docs/generated', () => {
  it.each(Object.entries(generatedPages))('%s says what the code says (npm run docs)', async (name, page) => {
    const written = await readFile(new URL(`../../docs/generated/${name}`, import.meta.url), 'utf8');
    expect(written).toBe(page());
  });
});
