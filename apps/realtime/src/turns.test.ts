import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@sportello/models';
import { startRedis } from '@sportello/services';
import { servers } from '@sportello/services/testing';
import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import { openTurns, type SharedTurns } from './turns.ts';

const opened: SharedTurns[] = [];
afterEach(() => {
  for (const turns of opened.splice(0)) turns.close();
});

/** A process that takes turns, once Redis answers it. */
async function joined(url = servers().redisUrl): Promise<SharedTurns> {
  const turns = openTurns(url, pino({ level: 'silent' }));
  opened.push(turns);
  // A turn that was really given holds off everybody else; one that is granted for want of Redis does not.
  const probe = openTurns(url, pino({ level: 'silent' }));
  try {
    await vi.waitFor(async () => {
      const ticket = newId();
      await turns.take([ticket]);
      expect((await probe.take([ticket])).size).toBe(0);
    });
  } finally {
    probe.close();
  }
  return turns;
}

test('a ticket is one process’s turn at a time, and whoever asked in vain is told of', async () => {
  const [one, other] = await Promise.all([joined(), joined()]);
  const [shared, own] = [newId(), newId()];
  expect([...(await one.take([shared])).keys()]).toEqual([shared]);
  expect([...(await other.take([shared, own])).keys()]).toEqual([own]);
  expect(await one.giveBack(new Map([[shared, 7]]))).toEqual([shared]);
  expect((await other.take([shared])).get(shared)).toBe(7);
  expect(await other.giveBack(new Map([[shared, 8]]))).toEqual([]);
});

test('the turn of a process that ended without giving it back passes on', async () => {
  const [one, other] = await Promise.all([joined(), joined()]);
  const ticket = newId();
  await one.take([ticket]);
  one.close();
  expect((await other.take([ticket])).size).toBe(0);
  await vi.waitFor(async () => expect((await other.take([ticket])).size).toBe(1), { timeout: 10_000 });
});

test('what a late process gives back is not taken from the one whose turn it is', async () => {
  const [late, one, other] = await Promise.all([joined(), joined(), joined()]);
  const ticket = newId();
  await late.take([ticket]);
  await vi.waitFor(async () => expect((await one.take([ticket])).size).toBe(1), { timeout: 10_000 });
  await late.giveBack(new Map([[ticket, 3]]));
  expect((await other.take([ticket])).size).toBe(0);
});

test('nobody waits for a Redis that is away or stands still', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sportello-turns-'));
  const redis = await startRedis({ dataDir: folder });
  try {
    const turns = await joined(redis.url);
    const tickets = [newId(), newId()];
    process.kill(redis.pid, 'SIGSTOP');
    expect([...(await turns.take(tickets)).keys()]).toEqual(tickets);
    process.kill(redis.pid, 'SIGCONT');
    await redis.kill();
    expect([...(await turns.take(tickets)).keys()]).toEqual(tickets);
    expect(await turns.giveBack(new Map([[newId(), 1]]))).toEqual([]);
  } finally {
    await redis.kill();
    await rm(folder, { recursive: true, force: true });
  }
});
