import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = dirname(import.meta.dirname);
const text = await readFile(join(root, 'docs/SECURITY.md'), 'utf8');

/** The rows of all tables: a case and the tests that state it. */
const rows = [...text.matchAll(/^\| ((?:[A-Z]{3}-\d{2}|B\.\d)) \|(.*)$/gmu)].map(
  ([, id = '', rest = '']) => ({
    id,
    files: [...rest.matchAll(/`([\w./-]+\.test\.ts)`/gu)].map(([, file = '']) => file),
  }),
);

describe('docs/SECURITY.md', () => {
  it('has many cases, each once', () => {
    const ids = rows.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(90);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(rows.map(({ id, files }) => [id, files] as const))(
    '%s is stated by the tests named',
    async (id, files) => {
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) expect(await readFile(join(root, file), 'utf8'), file).toContain(id);
    },
  );
});
