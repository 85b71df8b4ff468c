import { chmod, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { cacheFolder, keepInCache, sha256 } from './cache.ts';
import { errorCode } from './errors.ts';
import { MACHINE, type Release } from './releases.ts';

const RECORD = 'record.json';

/** What was true of an executable when it was put into the cache. */
const Stamp = z.object({ sha256: z.string(), size: z.number(), mtimeMs: z.number() });
type Stamp = z.infer<typeof Stamp>;

/** The executable of this release if it is in the cache, whole and unchanged. A damaged one is thrown away. */
export async function findCached(release: Release): Promise<string | undefined> {
  const folder = join(cacheFolder(), nameOf(release));
  const path = join(folder, release.executable);
  try {
    const stamp = parseStamp(await readFile(join(folder, RECORD), 'utf8'));
    const { size, mtimeMs } = await stat(path);
    // The sum of 200 MB takes a second: it is taken again only when the file looks touched.
    if (stamp?.size === size && (stamp.mtimeMs === mtimeMs || stamp.sha256 === (await sha256(path))))
      return path;
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  await rm(folder, { recursive: true, force: true });
  return undefined;
}

/**
 * Puts the executable of a release into the cache.
 * @param fetchInto fetches it into a scratch folder and returns its path there
 * @returns its path in the cache
 */
export async function keepExecutable(
  release: Release,
  fetchInto: (folder: string) => Promise<string>,
): Promise<string> {
  const kept = await keepInCache(nameOf(release), async (folder) => {
    const scratch = await mkdtemp(join(folder, 'scratch-'));
    const path = join(folder, release.executable);
    await rename(await fetchInto(scratch), path);
    await rm(scratch, { recursive: true });
    await chmod(path, 0o755);
    const { size, mtimeMs } = await stat(path);
    const stamp: Stamp = { sha256: await sha256(path), size, mtimeMs };
    await writeFile(join(folder, RECORD), `${JSON.stringify(stamp)}\n`);
  });
  return join(kept, release.executable);
}

function nameOf(release: Release): string {
  return `${release.executable}-${release.version}-${MACHINE}`;
}

function parseStamp(text: string): Stamp | undefined {
  try {
    return Stamp.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
