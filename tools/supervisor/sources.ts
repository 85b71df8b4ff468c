import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { errorCode } from '@sportello/services';

/** Folders that are made, not written. */
const MADE = new Set(['node_modules', 'dist', 'build', '.svelte-kit', 'paraglide', 'cache']);

/** Files that do not matter to what is built. */
const LEFT_OUT = /\.test\.|\.tsbuildinfo$/;

/**
 * A fingerprint of files and folders by name, size and time of change: it differs when something was edited, added or
 * removed. Tests are left out. What does not exist counts as empty.
 */
export async function fingerprint(root: string, paths: readonly string[]): Promise<string> {
  const lines = (await Promise.all(paths.map((path) => describe(root, join(root, path))))).flat();
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

async function describe(root: string, path: string): Promise<string[]> {
  try {
    const info = await stat(path);
    if (!info.isDirectory()) return [`${relative(root, path)} ${info.size} ${info.mtimeMs}`];
    const names = (await readdir(path)).filter((name) => !MADE.has(name) && !LEFT_OUT.test(name));
    return (await Promise.all(names.map((name) => describe(root, join(path, name))))).flat();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
