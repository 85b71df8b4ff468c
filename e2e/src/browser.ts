import { execFile } from 'node:child_process';
import { access, constants, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import {
  errorText,
  installDebianPackages,
  keepInCache,
  missingLibraries,
  type Report,
  ServiceError,
} from '@sportello/services';
import { z } from 'zod';

const run = promisify(execFile);

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** The package's own configuration knows only one folder; the fonts of the system are wanted too. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir prefix="xdg">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/** How to launch a Chromium: pass all three to `chromium.launch` of playwright-core. */
export interface ChromiumLaunch {
  executablePath: string;
  args: string[];
  /** The whole environment of the browser. */
  env: Record<string, string>;
}

/**
 * A Chromium on this machine: the one `CHROME_PATH` names, else one on the PATH, else the one that comes with the
 * development dependencies (Linux on x64), unpacked once into the cache.
 * @throws {ServiceError} `missing` where there is none, with the words what to do
 */
export async function findChromium(report?: Report): Promise<ChromiumLaunch> {
  const installed = await findInstalled();
  if (installed) return { executablePath: installed, args: commonArgs(), env: environment() };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new ServiceError(
      'missing',
      'No Chromium was found on the PATH of this machine.',
      'Install Chromium or Chrome, or set CHROME_PATH to its executable.',
    );
  }
  return await bundled(report);
}

async function findInstalled(): Promise<string | undefined> {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH;
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of NAMES) {
      if (folder !== '' && (await isExecutable(join(folder, name)))) return join(folder, name);
    }
  }
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function commonArgs(): string[] {
  // Chromium refuses its sandbox to root; containers give it too little shared memory; a graphics card that is imitated
  // in software takes two and a half times as long as painting without one.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [...sandbox, '--disable-dev-shm-usage', '--disable-gpu', '--font-render-hinting=none'];
}

async function bundled(report?: Report): Promise<ChromiumLaunch> {
  const name = `chromium-${await bundledVersion()}`;
  const folder = await keepInCache(name, async (temporary) => {
    report?.('Unpacking Chromium for the browser tests.');
    await unpack(temporary);
    await writeFile(join(temporary, 'fonts.conf'), FONTS);
  });
  const executablePath = join(folder, 'chromium');
  const libraries: Record<string, string> =
    (await missingLibraries(executablePath)).length > 0
      ? { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') }
      : {};
  return {
    executablePath,
    args: commonArgs(),
    env: { ...environment(), ...libraries, FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
}

const Package = z.object({ version: z.string() });

async function bundledVersion(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const root = entry.slice(0, entry.lastIndexOf('build'));
  return Package.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))).version;
}

/**
 * The package unpacks itself into the folder for temporary files and takes whatever lies there for whole, so it is
 * given a folder of its own, in a process of its own. Posing as the cloud makes it unpack the libraries that a bare
 * image lacks.
 */
async function unpack(folder: string): Promise<void> {
  const script = "import('@sparticuz/chromium').then((chromium) => chromium.default.executablePath())";
  await run(process.execPath, ['-e', script], {
    cwd: import.meta.dirname,
    env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
  });
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/**
 * Sees to it that pages with emoji look right on screenshots. A machine where that cannot be helped is told and no more:
 * nothing but pictures depends on it.
 */
export async function ensureEmojiFont(report: Report): Promise<void> {
  if (process.platform !== 'linux' || (await hasEmojiFont())) return;
  try {
    await installDebianPackages(['fonts-noto-color-emoji'], 'Emoji in screenshots', report);
  } catch (error) {
    report(errorText(error));
  }
}

async function hasEmojiFont(): Promise<boolean> {
  for (const folder of [
    '/usr/share/fonts',
    '/usr/local/share/fonts',
    join(homedir(), '.local/share/fonts'),
  ]) {
    const files = await readdir(folder, { recursive: true }).catch(() => []);
    if (files.some((file) => /emoji/i.test(file))) return true;
  }
  return false;
}
