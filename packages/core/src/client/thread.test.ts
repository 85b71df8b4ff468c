import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../entries.ts';
import { type Result, refuse } from '../errors.ts';
import { fold } from '../fold.ts';
import type { QueryName, QueryOutput, SyncAnswer } from '../protocol.ts';
import { logOf } from '../testing/logs.ts';
import { idOf } from '../testing/people.ts';
import type { ThreadLog } from '../threadLog.ts';
import { FollowedThread, type ThreadSource } from './thread.ts';

const CATCH_UP = 3;
/** What a client answers itself when the connection broke before the server's answer came. */
const unknown = refuse('store_unavailable', { retryAfter: 500 });
const nobody = { people: [], companies: [] };
const written = logOf(
  Array.from({ length: 12 }, (_, pick) => ({ who: pick % 3, what: 'customer writes', pick: 1, after: 1 })),
);

type Packet =
  | { readonly entries: readonly Entry[] }
  | { readonly head: number }
  | { readonly answer: (isLost: boolean) => void };

/** A server of one ticket and the connection to it: in order while it lasts, until something is lost or it breaks. */
class FakeServer implements ThreadSource {
  head = 1;
  isJoined = false;
  syncs = 0;
  /** What the next syncs answer instead of the log. */
  readonly refusals: Result<never>[] = [];
  readonly #pipe: Packet[] = [];
  readonly #asked: {
    readonly have: number | undefined;
    readonly resolve: (answer: Result<SyncAnswer>) => void;
  }[] = [];
  thread: FollowedThread | null = null;

  query<N extends QueryName>(name: N, input: unknown): Promise<Result<QueryOutput<N>>> {
    if (name !== 'sync') throw new Error(`no ${name} here`);
    this.syncs += 1;
    // The server joins before it reads.
    this.isJoined = true;
    const have =
      typeof input === 'object' && input !== null && 'have' in input ? Number(input.have) : undefined;
    return new Promise<Result<SyncAnswer>>((resolve) => this.#asked.push({ have, resolve })) as Promise<
      Result<QueryOutput<N>>
    >;
  }

  commit(isLost = false): void {
    if (this.head >= written.entries.length) return;
    this.head += 1;
    const entries = written.entries.slice(this.head - 1, this.head);
    if (this.isJoined && !isLost) this.#pipe.push({ entries });
  }

  /** Reads the log for the oldest question; the answer waits in the pipe behind what was pushed before. */
  read(): void {
    const question = this.#asked.shift();
    if (!question) return;
    const answer = this.refusals.shift() ?? { ok: true as const, data: this.#answer(question.have) };
    this.#pipe.push({ answer: (isLost) => question.resolve(isLost ? unknown : answer) });
  }

  #answer(have: number | undefined): SyncAnswer {
    const known = written.entries.slice(0, this.head);
    const continues = have !== undefined && have <= this.head;
    const entries = continues ? known.slice(have, have + CATCH_UP) : known.slice(-CATCH_UP);
    const ticket = known.reduce<ReturnType<typeof fold> | null>(fold, null) ?? written.ticket;
    const more = continues && (entries.at(-1)?.seq ?? have) < this.head;
    return {
      ticket,
      entries,
      startOver: !continues,
      more,
      readers: [],
      unread: 0,
      directory: nobody,
      at: this.head,
    };
  }

  beacon(): void {
    if (this.isJoined) this.#pipe.push({ head: this.head });
  }

  /** Hands the page the next packet; answers whether there was one. */
  async deliver(): Promise<boolean> {
    const packet = this.#pipe.shift();
    if (!packet) return false;
    if ('entries' in packet)
      this.thread?.receive({ ticket: idOf(1), entries: [...packet.entries], directory: nobody });
    else if ('head' in packet) this.thread?.receiveHead(packet.head, this.head);
    else packet.answer(false);
    await settled();
    return true;
  }

  /** The connection breaks: what was under way is lost, whoever asked learns nothing. */
  async drop(): Promise<void> {
    this.isJoined = false;
    for (const packet of this.#pipe.splice(0)) if ('answer' in packet) packet.answer(true);
    for (const { resolve } of this.#asked.splice(0)) resolve(unknown);
    await settled();
  }

  /** Works off everything that is under way. */
  async drain(): Promise<void> {
    do this.read();
    while ((await this.deliver()) || this.#asked.length > 0);
  }
}

/** Lets every promise that is ready go on. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

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
