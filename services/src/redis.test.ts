import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Service } from './child.ts';
import { freePort } from './ports.ts';
import { startRedis } from './redis.ts';

let folder: string;
const running: Service[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sportello-redis-'));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.kill()));
  await rm(folder, { recursive: true, force: true });
});

async function start(port?: number): Promise<Service> {
  const service = await startRedis({ dataDir: folder, ...(port === undefined ? {} : { port }) });
  running.push(service);
  return service;
}

/** One command in the server's inline protocol, and the first bytes of its answer. */
function command(service: Service, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(service.port, '127.0.0.1', () => socket.write(`${line}\r\n`));
    socket.once('error', reject);
    socket.once('data', (answer) => {
      socket.destroy();
      resolve(answer.toString());
    });
  });
}

test('what it holds survives an orderly stop', async () => {
  const first = await start();
  await command(first, 'SET greeting ciao');
  await first.stop();
  expect(await command(await start(first.port), 'GET greeting')).toContain('ciao');
});

test('a stranger on the port is told, not used', async () => {
  const port = await freePort();
  const stranger = createServer();
  await new Promise<void>((resolve) => stranger.listen(port, '127.0.0.1', resolve));
  await expect(start(port)).rejects.toMatchObject({ code: 'port_taken' });
  stranger.close();
});

test('a second start of the same folder is refused while the first runs', async () => {
  await start();
  await expect(start()).rejects.toMatchObject({ code: 'in_use' });
});

test('an end that nobody asked for is seen', async () => {
  const service = await start();
  process.kill(service.pid, 'SIGKILL');
  expect(await service.exited).toEqual({ code: null, signal: 'SIGKILL' });
});
