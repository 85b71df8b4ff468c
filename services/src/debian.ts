import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { errorText, ServiceError } from './errors.ts';
import { type Report, reportWhile } from './report.ts';

const run = promisify(execFile);

/** The Debian packages of the shared libraries that the fetched programs need and a bare image lacks. */
const PACKAGES: Readonly<Partial<Record<string, string>>> = {
  'libcurl.so.4': 'libcurl4',
  'libssl.so.3': 'libssl3',
  'libcrypto.so.3': 'libssl3',
  'libgcc_s.so.1': 'libgcc-s1',
  'libresolv.so.2': 'libc6',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libsmime3.so': 'libnss3',
  'libnspr4.so': 'libnspr4',
  'libplc4.so': 'libnspr4',
  'libplds4.so': 'libnspr4',
  'libexpat.so.1': 'libexpat1',
};

let updated = false;

/**
 * Installs Debian packages, as root on a Debian system.
 * @param forWhat what needs them, for the words
 * @throws {ServiceError} `missing` with the command to type, when this is not Debian or not root or it did not work
 */
export async function installDebianPackages(
  names: readonly string[],
  forWhat: string,
  report?: Report,
): Promise<void> {
  const list = names.join(' ');
  const remedy = `Install it: "sudo apt-get install ${list}" on Debian and Ubuntu, or the like on other systems.`;
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new ServiceError('missing', `${forWhat} needs what the system package ${list} brings.`, remedy);
  }
  report?.(`Installing the Debian package ${list} for ${forWhat}.`);
  try {
    await reportWhile(install(names), `Installing ${list}`, report);
  } catch (error) {
    const reason = `${forWhat} needs the system package ${list}, which could not be installed (${errorText(error)}).`;
    throw new ServiceError('missing', reason, remedy, { cause: error });
  }
}

async function install(names: readonly string[]): Promise<void> {
  const options = {
    // RUNLEVEL keeps the package from starting its own server.
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    timeout: 5 * 60_000,
    maxBuffer: 1 << 24,
  };
  const lock = ['-o', 'DPkg::Lock::Timeout=120'];
  if (!updated) await run('apt-get', [...lock, '-q', 'update'], options);
  updated = true;
  await run('apt-get', [...lock, '-q', '-y', 'install', '--no-install-recommends', ...names], options);
}

/**
 * Sees to it that an executable finds its shared libraries, installing what is missing where that is possible.
 * @throws {ServiceError} `missing` when it cannot be helped
 */
export async function installMissingLibraries(
  executable: string,
  title: string,
  report?: Report,
): Promise<void> {
  const missing = await missingLibraries(executable);
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map((library) => PACKAGES[library] ?? library))];
  await installDebianPackages(packages, title, report);
  const left = await missingLibraries(executable);
  if (left.length === 0) return;
  throw new ServiceError(
    'missing',
    `${title} needs the shared libraries ${left.join(', ')}, and this system lacks them.`,
    'Install the packages that bring them.',
  );
}

/** The shared libraries an executable names and the loader does not find; a line of ldd reads `libx.so.1 => not found`. */
export async function missingLibraries(executable: string): Promise<string[]> {
  if (process.platform !== 'linux') return [];
  try {
    const { stdout } = await run('ldd', [executable]);
    return [...stdout.matchAll(/^\s*(\S+) => not found/gm)].flatMap((match) => match[1] ?? []);
  } catch {
    return [];
  }
}
