import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprint } from './sources.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sportello-sources-'));
  await mkdir(join(root, 'src/dist'), { recursive: true });
  await writeFile(join(root, 'src/a.ts'), 'a');
});

afterEach(() => rm(root, { recursive: true, force: true }));

test('an edited, added or removed source is a change; tests and what was built are not', async () => {
  const before = await fingerprint(root, ['src', 'missing']);
  await writeFile(join(root, 'src/a.test.ts'), 'test');
  await writeFile(join(root, 'src/dist/a.js'), 'built');
  await writeFile(join(root, 'src/tsconfig.tsbuildinfo'), 'built');
  expect(await fingerprint(root, ['src', 'missing'])).toBe(before);
  await writeFile(join(root, 'src/a.ts'), 'ab');
  const edited = await fingerprint(root, ['src', 'missing']);
  expect(edited).not.toBe(before);
  await writeFile(join(root, 'src/b.ts'), 'b');
  expect(await fingerprint(root, ['src', 'missing'])).not.toBe(edited);
  await rm(join(root, 'src/b.ts'));
  expect(await fingerprint(root, ['src', 'missing'])).toBe(edited);
});
