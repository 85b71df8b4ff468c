import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Service } from './child.ts';
import { startMeilisearch } from './meilisearch.ts';
import { freePort } from './ports.ts';

const masterKey = 'a-master-key-for-this-test';
let folder: string;
const running: Service[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sportello-meilisearch-'));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.kill()));
  await rm(folder, { recursive: true, force: true });
});

async function start(port?: number): Promise<Service> {
  const service = await startMeilisearch({
    dataDir: folder,
    masterKey,
    ...(port === undefined ? {} : { port }),
  });
  running.push(service);
  return service;
}

async function ask(
  service: Service,
  path: string,
  init: { method?: string; body?: string; key?: string } = {},
) {
  const { key = masterKey, ...rest } = init;
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  return await fetch(`${service.url}${path}`, { ...rest, headers });
}

async function addAndWait(service: Service): Promise<void> {
  const body = JSON.stringify([{ id: 1, title: 'Registro IVA' }]);
  const { taskUid } = Object(
    await (await ask(service, '/indexes/articles/documents', { method: 'POST', body })).json(),
  );
  await expect
    .poll(async () => Object(await (await ask(service, `/tasks/${taskUid}`)).json()).status, {
      timeout: 10_000,
    })
    .toBe('succeeded');
}

test('what was indexed survives kill -9', async () => {
  const first = await start();
  await addAndWait(first);
  await first.kill();
  const second = await start(first.port);
  expect(second.url).toBe(first.url);
  const found = await ask(second, '/indexes/articles/search', { method: 'POST', body: '{"q":"registro"}' });
  expect(Object(await found.json()).hits).toMatchObject([{ title: 'Registro IVA' }]);
});

test('nobody gets in without the key (SEA-06)', async () => {
  const service = await start();
  expect((await ask(service, '/indexes', { key: 'wrong' })).status).toBe(403);
});

test('a stranger on the port is told, not used', async () => {
  const stranger = createServer((_request, response) => response.end('{"status":"available"}'));
  const port = await freePort();
  await new Promise<void>((resolve) => stranger.listen(port, '127.0.0.1', resolve));
  await expect(start(port)).rejects.toMatchObject({ code: 'port_taken' });
  stranger.close();
});

test('a second start of the same folder is refused while the first runs', async () => {
  await start();
  await expect(start()).rejects.toMatchObject({ code: 'in_use' });
});

test('a key that is too short is refused with the words of the server', async () => {
  const start = startMeilisearch({ dataDir: folder, masterKey: 'short' });
  await expect(start).rejects.toMatchObject({
    code: 'failed',
    message: expect.stringMatching(/master key/i),
  });
});
