import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refuse } from '../errors.ts';
import { fold } from '../fold.ts';
import { FakeServer, nobody, written } from '../testing/fakeServer.ts';
import { idOf } from '../testing/people.ts';
import type { ThreadLog } from '../threadLog.ts';
import { FollowedThread } from './thread.ts';

function follow(server: FakeServer, log: ThreadLog | null = null) {
  const refusals: string[] = [];
  const shown: number[][] = [];
  const thread = new FollowedThread(server, idOf(1), log, {
    changed: (now) => shown.push(now.entries.map(({ seq }) => seq)),
    refused: ({ code }) => refusals.push(code),
  });
  server.thread = thread;
  return { thread, refusals, shown, numbers: () => thread.log?.entries.map(({ seq }) => seq) ?? [] };
}

describe('following a ticket', () => {
  it('holds what is pushed while it asks, and applies it behind the answer', async () => {
    const server = new FakeServer();
    const { thread, shown } = follow(server);
    void thread.sync();
    server.read();
    server.commit();
    server.commit();
    await server.drain();
    expect(shown).toEqual([[1], [1, 2], [1, 2, 3]]);
  });

  it('does not show twice what was pushed and is in the answer too', async () => {
    const server = new FakeServer();
    const { thread, numbers } = follow(server);
    void thread.sync();
    server.commit();
    server.commit();
    server.read();
    await server.drain();
    expect(numbers()).toEqual([1, 2, 3]);
  });

  it('asks for what lies between when a number is skipped', async () => {
    const server = new FakeServer();
    const { thread, numbers } = follow(server);
    void thread.sync();
    await server.drain();
    server.commit(true);
    server.commit();
    await server.drain();
    expect(numbers()).toEqual([1, 2, 3]);
    expect(server.syncs).toBe(2);
  });

  it('counts as unread what the newest push says', async () => {
    const server = new FakeServer();
    const { thread } = follow(server);
    void thread.sync();
    await server.drain();
    server.commit();
    server.commit();
    await server.drain();
    expect(thread.log?.unread).toBe(3);
  });

  it('does not let an older answer take back a read position that was told meanwhile', async () => {
    const server = new FakeServer();
    const { thread } = follow(server);
    void thread.sync();
    await server.drain();
    void thread.sync();
    server.read();
    const reader = { person: idOf(7), side: 'staff', seq: 1, pub: 1, received: 1, steps: [] } as const;
    thread.receiveReaders({
      ticket: idOf(1),
      readers: [{ ...reader, steps: [] }],
      unread: null,
      directory: nobody,
    });
    await server.drain();
    expect(thread.log?.readers).toEqual([reader]);
  });

  it('learns from the head number that the last push was lost', async () => {
    const server = new FakeServer();
    const { thread, numbers } = follow(server);
    void thread.sync();
    await server.drain();
    server.commit(true);
    await server.drain();
    expect(numbers()).toEqual([1]);
    server.beacon();
    await server.drain();
    expect(numbers()).toEqual([1, 2]);
  });

  it('takes a head number it has already as proof that nothing is missing', async () => {
    const server = new FakeServer();
    const { thread } = follow(server);
    void thread.sync();
    await server.drain();
    thread.receiveHead(1, 4_711);
    expect(thread.syncedAt).toBe(4_711);
    expect(server.syncs).toBe(1);
  });

  it('goes on asking while the answer says that more follows', async () => {
    const server = new FakeServer();
    const { thread, numbers } = follow(server);
    void thread.sync();
    await server.drain();
    await server.drop();
    for (let count = 0; count < 8; count += 1) server.commit();
    void thread.sync();
    await server.drain();
    expect(numbers()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(server.syncs).toBe(4);
  });

  it('comes back after a connection that broke while it asked', async () => {
    const server = new FakeServer();
    const { thread, numbers, refusals } = follow(server);
    void thread.sync();
    await server.drop();
    expect(refusals).toEqual(['store_unavailable']);
    server.commit();
    void thread.sync();
    await server.drain();
    expect(numbers()).toEqual([1, 2]);
  });

  it('asks again by itself, after the time it was told, when it was refused in passing', async () => {
    const server = new FakeServer();
    server.refusals.push(refuse('too_many_requests', { retryAfter: 2_000 }));
    const { thread, numbers } = follow(server);
    void thread.sync();
    await server.drain();
    thread.retry(Date.now());
    expect(server.syncs).toBe(1);
    thread.retry(Date.now() + 2_001);
    await server.drain();
    expect(numbers()).toEqual([1]);
    thread.retry(Date.now() + 99_999);
    expect(server.syncs).toBe(2);
  });

  it('does not ask again where it has no business, and keeps what it shows', async () => {
    const server = new FakeServer();
    const { thread, refusals, numbers } = follow(server);
    void thread.sync();
    await server.drain();
    server.refusals.push(refuse('not_found'));
    void thread.sync();
    await server.drain();
    thread.retry(Date.now() + 99_999);
    expect([refusals, numbers(), server.syncs]).toEqual([['not_found'], [1], 2]);
  });

  it('shares one question among all who ask at once, and repeats it once', async () => {
    const server = new FakeServer();
    const { thread } = follow(server);
    for (let count = 0; count < 5; count += 1) void thread.sync();
    await server.drain();
    expect(server.syncs).toBe(2);
  });

  it('says nothing more after it was closed', async () => {
    const server = new FakeServer();
    const { thread, shown } = follow(server);
    void thread.sync();
    thread.close();
    await server.drain();
    expect(shown).toEqual([]);
  });

  it('ends equal to the log whatever was lost, late or cut', async () => {
    const happening = fc.constantFrom(
      'commit',
      'lost',
      'read',
      'deliver',
      'beacon',
      'drop',
      'reconnect',
      'sync',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 40 }), async (happenings) => {
        const server = new FakeServer();
        const { thread } = follow(server);
        void thread.sync();
        for (const what of happenings) {
          if (what === 'commit') server.commit();
          else if (what === 'lost') server.commit(true);
          else if (what === 'read') server.read();
          else if (what === 'deliver') await server.deliver();
          else if (what === 'beacon') server.beacon();
          else if (what === 'drop') await server.drop();
          else void thread.sync();
          const seqs = thread.log?.entries.map(({ seq }) => seq) ?? [];
          expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index));
        }
        // The network heals: one connection, one beacon.
        await server.drop();
        void thread.sync();
        await server.drain();
        server.beacon();
        await server.drain();
        const truth = written.entries.slice(0, server.head);
        expect(thread.log?.ticket).toEqual(truth.reduce<ReturnType<typeof fold> | null>(fold, null));
        expect(thread.log?.entries.at(-1)).toBe(truth.at(-1));
      }),
      { numRuns: 500 },
    );
  }, 30_000);
});
