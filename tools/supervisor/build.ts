import { access, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Claim, claimFolder, type Report, reportWhile, ServiceError } from '@sportello/services';
import { type Command, runCommand } from '../steps/command.ts';
import { fingerprint } from './sources.ts';

/** One thing that is built: what it is made from, how, and what must be there afterwards. */
interface Part {
  title: string;
  sources: readonly string[];
  /** A file of the result; the fingerprint of the sources is kept beside it. */
  result: string;
  command: Command;
}

const SHARED = ['packages', 'package-lock.json', 'tsconfig.base.json'];

const PARTS: readonly Part[] = [
  {
    title: 'the server',
    sources: [...SHARED, 'apps/realtime'],
    result: 'apps/realtime/dist/main.js',
    // Types are checked by `npm run check`; whoever only wants to run it need not wait for that.
    command: { package: 'typescript', name: 'tsc', args: ['-b', '--noCheck', 'apps/realtime'] },
  },
  {
    title: 'the pages',
    sources: [...SHARED, 'apps/web', 'messages'],
    result: 'apps/web/build/handler.js',
    command: { package: 'vite', name: 'vite', args: ['build', '--logLevel', 'warn'], folder: 'apps/web' },
  },
];

/**
 * Builds what has changed since it was last built, the server before the pages, which need it.
 * @throws {ServiceError} `failed` with the end of what the build said
 */
export async function buildIfStale(root: string, report: Report): Promise<void> {
  if ((await staleParts(root)).length === 0) return;
  const claim = await waitForBuildLock(root, report);
  try {
    for (const part of await staleParts(root)) await build(root, part, report);
  } finally {
    await claim.release();
  }
}

async function staleParts(root: string): Promise<Part[]> {
  const stale = await Promise.all(PARTS.map((part) => isStale(root, part)));
  return PARTS.filter((_, index) => stale[index]);
}

async function isStale(root: string, part: Part): Promise<boolean> {
  try {
    await access(join(root, part.result));
    const built = await readFile(stampOf(root, part), 'utf8');
    return built !== (await fingerprint(root, part.sources));
  } catch {
    return true;
  }
}

function stampOf(root: string, part: Part): string {
  return join(root, dirname(part.result), '.built-from');
}

async function build(root: string, part: Part, report: Report): Promise<void> {
  const started = Date.now();
  report(`Building ${part.title}.`);
  const stamp = stampOf(root, part);
  await rm(stamp, { force: true });
  // Taken before: what is edited while it builds must count as changed.
  const sources = await fingerprint(root, part.sources);
  const work = runCommand(root, part.command);
  const { ok, output } = await reportWhile(work, `Building ${part.title}`, report, 10_000);
  if (!ok) {
    throw new ServiceError(
      'failed',
      `Building ${part.title} did not work:\n${output.trim().split('\n').slice(-30).join('\n')}\n`,
      'Correct what it says, or fetch the files anew if you have not changed any.',
    );
  }
  await writeFile(stamp, sources);
  report(`Built ${part.title} in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** Two builds at a time would write the same files: the second waits for the first. */
async function waitForBuildLock(root: string, report: Report): Promise<Claim> {
  let told = false;
  for (;;) {
    try {
      return await claimFolder(join(root, 'node_modules', '.build-lock'), 'A build');
    } catch (error) {
      if (!(error instanceof ServiceError) || error.code !== 'in_use') throw error;
    }
    if (!told) report('Another build is running: waiting for it.');
    told = true;
    await delay(500);
  }
}
