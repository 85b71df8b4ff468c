import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkMongo, freePort, isPortFree } from '@sportello/services';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AppProgram } from './app.ts';
import { readSettings } from './settings.ts';
import { type Running, startInstallation } from './supervisor.ts';

/** Healthy at once, tells its environment, and ends when asked to. */
const APP = `
  require('node:http').createServer((request, response) => {
    if (request.url === '/crash') process.exit(3);
    response.end(request.url === '/healthz' ? '{}' : JSON.stringify({ env: process.env, pid: process.pid }));
  }).listen(Number(process.env.PORT));
`;

const running: Running[] = [];
let dataDir: string;
let port: number;
let said: string[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sportello-installation-'));
  port = await freePort();
  said = [];
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.kill()));
  await rm(dataDir, { recursive: true, force: true });
});

function program(script = APP): AppProgram {
  return { root: '/', args: ['-e', script], env: {} };
}

async function start(env: Record<string, string> = {}, script?: string): Promise<Running> {
  const settings = readSettings({ PORT: String(port), DATA_DIR: dataDir, ...env }, [], '/');
  const installation = await startInstallation({
    settings,
    program: program(script),
    prepare: async () => undefined,
    report: (text) => said.push(text),
  });
  running.push(installation);
  return installation;
}

async function ask(): Promise<{ pid: number; env: Record<string, string> }> {
  return Object((await (await fetch(`http://localhost:${port}/`)).json()) as unknown);
}

test('the application is given real servers, secrets that stay, and the demo', async () => {
  const first = await start();
  const { env } = await ask();
  expect(env).toMatchObject({
    WEB: '1',
    WORKER: '1',
    DEMO: '1',
    ORIGIN: `http://localhost:${port}`,
    DATA_DIR: dataDir,
  });
  expect(env.MONGO_URL).toMatch(/^mongodb:\/\/127\.0\.0\.1:\d+\/sportello\?replicaSet=rs0$/);
  const search = await fetch(`${env.MEILI_URL}/version`, {
    headers: { authorization: `Bearer ${env.MEILI_MASTER_KEY}` },
  });
  expect(search.status).toBe(200);
  expect((await stat(join(dataDir, 'secrets.json'))).mode & 0o777).toBe(0o600);
  await first.stop();
  expect(await isPortFree(port)).toBe(true);
  await start();
  const again = await ask();
  expect(again.env).toMatchObject({ AUTH_SECRET: env.AUTH_SECRET, MONGO_URL: env.MONGO_URL });
});

test('an application that crashes is started again, and that is told', async () => {
  await start();
  const { pid } = await ask();
  await fetch(`http://localhost:${port}/crash`).catch(() => undefined);
  await expect
    .poll(() => said.join('\n'), { timeout: 10_000 })
    .toMatch(/The application ended unexpectedly \(code 3\).*\nThe application runs again/);
  expect((await ask()).pid).not.toBe(pid);
});

test('a database that is killed comes back at the same address', async () => {
  await start();
  const { env } = await ask();
  const holder: unknown = JSON.parse(await readFile(join(dataDir, 'mongo/running.json'), 'utf8'));
  process.kill(Number(Object(holder).child.pid), 'SIGKILL');
  await expect.poll(() => said.join('\n'), { timeout: 20_000 }).toMatch(/MongoDB runs again/);
  await checkMongo(String(env.MONGO_URL), 1000);
});

test('a second start on the same data is refused in words, and the first goes on', async () => {
  await start();
  await expect(start()).rejects.toMatchObject({
    code: 'in_use',
    message: expect.stringContaining(`Sportello is already running in ${dataDir}`),
  });
  expect((await ask()).env.DATA_DIR).toBe(dataDir);
});

test('a busy port is named, and nothing stays behind', async () => {
  const stranger = createServer((_request, response) => response.end('{}'));
  await new Promise<void>((resolve) => stranger.listen(port, resolve));
  await expect(start()).rejects.toMatchObject({
    code: 'port_taken',
    message: expect.stringContaining(String(port)),
  });
  await new Promise((resolve) => stranger.close(resolve));
  await start();
});

test('an application that cannot start is explained with its last words', async () => {
  const broken = start({}, 'console.error("the migration 7 is missing"); process.exit(1)');
  await expect(broken).rejects.toMatchObject({
    message: expect.stringContaining('the migration 7 is missing'),
  });
});

test('given addresses are used instead of servers of our own', async () => {
  await start();
  const { env } = await ask();
  const first = { port, dataDir };
  port = await freePort();
  dataDir = await mkdtemp(join(tmpdir(), 'sportello-installation-'));
  const { MONGO_URL = '', MEILI_URL = '', MEILI_MASTER_KEY = '' } = env;
  await start({ MONGO_URL, MEILI_URL, MEILI_MASTER_KEY });
  expect((await ask()).env).toMatchObject({ MONGO_URL, MEILI_URL, MEILI_MASTER_KEY });
  expect((await ask()).env.DEMO).toBeUndefined();
  await rm(first.dataDir, { recursive: true, force: true, maxRetries: 3 });
});
