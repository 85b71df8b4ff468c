import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { errorCode, explainFileError } from './errors.ts';
import { identify } from './processes.ts';

/** Where fetched things are kept: outside the project, so that a fresh clone finds them. `SPORTELLO_CACHE` moves it. */
export function cacheFolder(): string {
  return (
    process.env.SPORTELLO_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'sportello')
  );
}

/**
 * The folder of this name in the cache. If it is not there, `fill` fills an empty folder, which is moved into the cache
 * in one step: another process sees all or nothing, and of two that fill at the same time the first wins.
 */
export async function keepInCache(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const cache = cacheFolder();
  const kept = join(cache, name);
  try {
    if (await exists(kept)) return kept;
    await mkdir(cache, { recursive: true });
    await sweep(cache);
    const temporary = await mkdtemp(join(cache, `fetching-${process.pid}-`));
    try {
      await fill(temporary);
      await moveInto(temporary, kept);
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
    return kept;
  } catch (error) {
    throw explainFileError(error, cache);
  }
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

async function moveInto(temporary: string, kept: string): Promise<void> {
  try {
    await rename(temporary, kept);
  } catch (error) {
    if (errorCode(error) !== 'ENOTEMPTY' && errorCode(error) !== 'EEXIST') throw error;
  }
}

/** Removes what fetches that were killed have left. */
async function sweep(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const pid = /^fetching-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !(await identify(Number(pid))))
      await rm(join(cache, name), { recursive: true, force: true });
  }
}

/** The SHA-256 of a file in hexadecimal. */
export async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}
