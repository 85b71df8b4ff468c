import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { sha256 } from './cache.ts';
import { errorText, ServiceError } from './errors.ts';
import { MACHINE, type Release } from './releases.ts';
import type { Report } from './report.ts';

const run = promisify(execFile);

/** Milliseconds until a server must have begun to answer: a machine without a way out must not wait long. */
const FIRST_ANSWER = 5000;
const STALL = 30_000;
const MEGABYTE = 1_000_000;

/**
 * Fetches the executable of a release from its makers into a folder.
 * @returns its path
 * @throws {ServiceError} `fetch_failed`
 */
export async function fetchOfficial(release: Release, folder: string, report?: Report): Promise<string> {
  const file = await release.official();
  if (!file) throw failed(`The makers of ${release.title} offer no file for ${MACHINE}.`);
  const host = new URL(file.url).host;
  try {
    const target = join(folder, 'download');
    await download(file.url, target, `${release.title} ${release.version} from ${host}`, report);
    if (file.checksumUrl) await checkPublished(target, file.checksumUrl);
    const executable = file.archive ? await unpack(target, folder, release.executable) : target;
    const expected = file.pinned ? release.sha256[MACHINE] : undefined;
    if (expected && (await sha256(executable)) !== expected)
      throw new Error('the file is not the one that was expected');
    return executable;
  } catch (error) {
    throw failed(
      `The official download of ${release.title} from ${host} did not work (${errorText(error)}).`,
      error,
    );
  }
}

async function download(url: string, target: string, what: string, report?: Report): Promise<void> {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(new Error('no answer')), FIRST_ANSWER);
  try {
    const response = await fetch(url, { signal: abort.signal });
    if (!response.ok || !response.body) throw new Error(`answer ${response.status}`);
    const length = Number(response.headers.get('content-length'));
    const progress = reportProgress(what, length, report);
    const watched = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        clearTimeout(timer);
        timer = setTimeout(() => abort.abort(new Error('the transfer stopped')), STALL);
        progress(chunk.length);
        done(null, chunk);
      },
    });
    await pipeline(Readable.fromWeb(response.body), watched, createWriteStream(target));
  } finally {
    clearTimeout(timer);
  }
}

function reportProgress(what: string, length: number, report?: Report): (bytes: number) => void {
  const size = length > 0 ? ` of ${Math.round(length / MEGABYTE)}` : '';
  let got = 0;
  let last = Date.now();
  report?.(`Fetching ${what}${length > 0 ? `, ${Math.round(length / MEGABYTE)} MB` : ''}.`);
  return (bytes) => {
    got += bytes;
    if (Date.now() - last < 3000) return;
    last = Date.now();
    report?.(`Fetching ${what}… ${Math.round(got / MEGABYTE)}${size} MB`);
  };
}

async function checkPublished(path: string, checksumUrl: string): Promise<void> {
  const response = await fetch(checksumUrl, { signal: AbortSignal.timeout(FIRST_ANSWER) });
  if (!response.ok) throw new Error(`its checksum was answered with ${response.status}`);
  const published = /^[0-9a-f]{64}/i.exec((await response.text()).trim())?.[0]?.toLowerCase();
  if (published !== (await sha256(path))) throw new Error('the file does not match its published checksum');
}

async function unpack(archive: string, folder: string, executable: string): Promise<string> {
  await run('tar', ['-xzf', archive, '-C', folder]);
  const files = await readdir(folder, { recursive: true });
  const found = files.find((file) => file.endsWith(join('bin', executable)));
  if (found === undefined) throw new Error(`the archive holds no ${executable}`);
  return join(folder, found);
}

function failed(reason: string, cause?: unknown): ServiceError {
  return new ServiceError('fetch_failed', reason, 'Check the network.', { cause });
}
