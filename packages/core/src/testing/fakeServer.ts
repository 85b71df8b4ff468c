import type { FollowedThread, ThreadSource } from '../client/thread.ts';
import type { Entry } from '../entries.ts';
import { type Result, refuse } from '../errors.ts';
import { fold } from '../fold.ts';
import type { QueryName, QueryOutput, SyncAnswer } from '../protocol.ts';
import { logOf } from './logs.ts';
import { idOf } from './people.ts';

const CATCH_UP = 3;
/** What a client answers itself when the connection broke before the server's answer came. */
const unknown = refuse('store_unavailable', { retryAfter: 500 });
/** No names. */
export const nobody = { people: [], companies: [] };
/** What is in the log, sooner or later. */
export const written = logOf(
  Array.from({ length: 12 }, (_, pick) => ({ who: pick % 3, what: 'customer writes', pick: 1, after: 1 })),
);

type Packet =
  | { readonly entries: readonly Entry[] }
  | { readonly head: number }
  | { readonly answer: (isLost: boolean) => void };

/** A server of one ticket and the connection to it: in order while it lasts, until something is lost or it breaks. */
export class FakeServer implements ThreadSource {
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
      this.thread?.receive({
        ticket: idOf(1),
        entries: [...packet.entries],
        unread: packet.entries.at(-1)?.seq ?? 0,
        directory: nobody,
      });
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
