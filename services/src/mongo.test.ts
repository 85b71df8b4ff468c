import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Service } from './child.ts';
import { startMongo } from './mongo.ts';
import { freePort } from './ports.ts';
import { identify } from './processes.ts';

let folder: string;
const running: Service[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sportello-mongo-'));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.kill()));
  await rm(folder, { recursive: true, force: true });
});

async function start(options: { port?: number } = {}): Promise<Service> {
  const service = await startMongo({ dataDir: folder, ...options });
  running.push(service);
  return service;
}

async function withNotes<T>(service: Service, use: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = new MongoClient(service.url);
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

function write(service: Service, text: string): Promise<unknown> {
  return withNotes(service, (client) =>
    client
      .db('test')
      .collection('notes')
      .insertOne({ text }, { writeConcern: { w: 'majority', j: true } }),
  );
}

function read(service: Service): Promise<string[]> {
  return withNotes(service, async (client) => {
    const notes = await client.db('test').collection('notes').find().sort({ _id: 1 }).toArray();
    return notes.map((note) => String(note.text));
  });
}

async function listenOn(port: number): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

test('what was acknowledged survives kill -9, and the address stays', async () => {
  const first = await start();
  await write(first, 'kept');
  await first.kill();
  expect(await first.exited).toEqual({ code: null, signal: 'SIGKILL' });
  const second = await start();
  expect(second.url).toBe(first.url);
  expect(await read(second)).toEqual(['kept']);
});

test('it runs no JavaScript sent by a client (INJ-03)', async () => {
  const service = await start();
  const search = withNotes(service, (client) =>
    client.db('test').collection('notes').find({ $where: 'true' }).toArray(),
  );
  await expect(search).rejects.toThrow(/where|javascript/i);
});

test('a stranger on the port is told, not used', async () => {
  const port = await freePort();
  const stranger = await listenOn(port);
  await expect(start({ port })).rejects.toMatchObject({
    code: 'port_taken',
    message: expect.stringContaining(String(port)),
  });
  stranger.close();
  expect((await start({ port })).port).toBe(port);
});

test('when the usual port is taken it moves to another and keeps its data', async () => {
  const first = await start();
  await write(first, 'kept');
  await first.stop();
  const stranger = await listenOn(first.port);
  const second = await start();
  stranger.close();
  expect(second.port).not.toBe(first.port);
  expect(await read(second)).toEqual(['kept']);
});

test('a second start of the same folder is refused while the first runs', async () => {
  const first = await start();
  await expect(start()).rejects.toMatchObject({ code: 'in_use' });
  await write(first, 'undisturbed');
  expect(await read(first)).toEqual(['undisturbed']);
});

test('a server left behind by a killed supervisor is ended, and its data is there', async () => {
  const script = `
    import { startMongo } from '${new URL('./mongo.ts', import.meta.url).href}';
    const service = await startMongo({ dataDir: ${JSON.stringify(folder)} });
    process.stdout.write(String(service.pid), () => process.kill(process.pid, 'SIGKILL'));
  `;
  const orphan = await new Promise<number>((resolve) => {
    const args = ['--conditions=development', '--import', 'tsx', '--input-type=module', '-e', script];
    execFile(process.execPath, args, (_error, stdout) => resolve(Number(stdout)));
  });
  expect(await identify(orphan)).toBeDefined();
  const service = await start();
  expect(await identify(orphan)).toBeUndefined();
  await write(service, 'works');
  expect(await read(service)).toEqual(['works']);
});
