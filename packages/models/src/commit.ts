import { setTimeout as delay } from 'node:timers/promises';
import { type Entry, fold, type Refusal, type Ticket } from '@sportello/core';
import { mongo } from 'mongoose';
import { z } from 'zod';
import {
  type Committed,
  type Decide,
  type Folded,
  foldBatch,
  isProved,
  KeyUsedError,
  type Outcome,
  type UsedKey,
  usedKey,
  type Waiting,
} from './batch.ts';
import type { Database } from './database.ts';
import type { EntryRecord } from './schemas/entries.ts';
import { fromRecord, type TicketRecord, toRecord } from './schemas/tickets.ts';

/** What MongoDB answers to a bulk write of which only errors are listed. */
const bulkAnswer = z.object({
  nMatched: z.number(),
  cursor: z.object({ firstBatch: z.array(z.object({ code: z.number(), errmsg: z.string() })) }),
});

/** Most commands of one ticket that share a transaction. */
const BATCH = 32;

const isDuplicate = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 11_000;

/** Tickets that are remembered: those that were written last. */
const REMEMBERED = 1_000;

/** Keeps something of a ticket; beyond {@link REMEMBERED} what was kept longest ago goes. */
function keepLast<T>(kept: Map<string, T>, ticket: string, value: T): void {
  kept.delete(ticket);
  kept.set(ticket, value);
  if (kept.size <= REMEMBERED) return;
  const [oldest] = kept.keys();
  if (oldest !== undefined) kept.delete(oldest);
}

/** A ticket is not as it was thought to be: another process writes it, or what was remembered is too old to refuse a command. */
class OutdatedError extends Error {
  /** The ticket as it was remembered; null where it was read and then met another process. */
  readonly known: Ticket | null;
  /** Another process writes it at this very moment. */
  readonly isContended: boolean;
  constructor(known: Ticket | null, isContended: boolean) {
    super('the ticket has to be known better before this can be decided');
    this.known = known;
    this.isContended = isContended;
  }
}

/** MongoDB's code for a transaction that met another one on the same record. */
const WRITE_CONFLICT = 112;

const isConflict = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === WRITE_CONFLICT;

/** Milliseconds until the other process is through and has been heard, different each time so that two do not meet again. */
const letOthersBy = (): Promise<void> => delay(5 + 15 * Math.random());
/** Milliseconds for which a ticket counts as written by other processes too. */
const SHARED_FOR = 2_000;
/** Milliseconds that are left to them between two transactions: without them whoever writes on and on would always win. */
const TURN_OF_OTHERS = 20;

/** Some keys of a batch are in the log already: it can be tried again without them. */
class RepeatsError extends Error {
  readonly used: ReadonlySet<UsedKey>;
  constructor(used: ReadonlySet<UsedKey>) {
    super('some commands of this batch were carried out before');
    this.used = used;
  }
}

/**
 * The only writer of tickets and entries. Commands of one ticket queue up in the process, so that they do not conflict
 * with each other, and those that wait share one transaction; processes are kept apart by the compare-and-set on `seq`.
 * A ticket is remembered as it was committed, and kept up with what is heard of other processes: whoever writes raises
 * `seq`, so where the compare-and-set succeeds the memory was right and reading is spared. Nothing is ever refused from
 * memory.
 */
export class Committer {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #queues = new Map<string, Waiting[]>();
  readonly #remembered = new Map<string, Ticket>();
  /** Tickets on which another process was met lately, and when. */
  readonly #met = new Map<string, number>();

  /** @param now server time in epoch milliseconds */
  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /**
   * Commits what `decide` proposes. The answer leaves only after a majority has journaled it.
   * @param digest fingerprint kept beside the key of the first entry
   * @throws KeyUsedError when the author used the key before
   */
  commit(ticket: string, decide: Decide, digest: string | null = null): Promise<Committed | Refusal> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { decide, digest, resolve, reject };
      const queue = this.#queues.get(ticket);
      if (queue) {
        queue.push(waiting);
        return;
      }
      this.#queues.set(ticket, [waiting]);
      void this.#drain(ticket);
    });
  }

  /**
   * Hears of an entry that was committed, by whatever process: a remembered ticket keeps up with the log, so that
   * processes that write the same ticket in turn seldom have to read it.
   */
  heard(entry: Entry): void {
    const known = this.#remembered.get(entry.ticket);
    if (known && entry.seq === known.seq + 1) this.#remembered.set(entry.ticket, fold(known, entry));
  }

  async #drain(ticket: string): Promise<void> {
    const queue = this.#queues.get(ticket) ?? [];
    while (queue.length > 0) {
      await this.#settle(ticket, queue.splice(0, BATCH), new Set());
      if (this.#isShared(ticket)) await delay(TURN_OF_OTHERS);
    }
    this.#queues.delete(ticket);
  }

  async #settle(ticket: string, batch: readonly Waiting[], used: ReadonlySet<UsedKey>): Promise<void> {
    try {
      for (const { waiting, answer } of await this.#transact(ticket, batch, used)) {
        if (answer) waiting.resolve(answer);
        else waiting.reject(new KeyUsedError());
      }
    } catch (error) {
      if (error instanceof OutdatedError) {
        await this.#learn(ticket, error);
        return this.#settle(ticket, batch, used);
      }
      if (error instanceof RepeatsError) return this.#settle(ticket, batch, error.used);
      if (batch.length > 1) {
        // One of them fails: each alone, so that only the culprit gets the error.
        for (const waiting of batch) await this.#settle(ticket, [waiting], used);
        return;
      }
      batch[0]?.reject(error);
    }
  }

  async #transact(
    ticketId: string,
    batch: readonly Waiting[],
    used: ReadonlySet<UsedKey>,
  ): Promise<readonly Outcome[]> {
    const session = await this.#database.connection.startSession();
    let folded: Folded | null = null;
    let remembered = this.#remembered.get(ticketId) ?? null;
    try {
      const committed = await session.withTransaction(
        async () => {
          const known = remembered;
          remembered = null;
          const before = known ?? (await this.#read(ticketId, session));
          folded = foldBatch(ticketId, before, batch, used, this.#now);
          if (known && !isProved(folded)) throw new OutdatedError(known, false);
          const isWritten = await this.#write(before, folded, session).catch((error: unknown) => {
            throw isConflict(error) ? new OutdatedError(known, true) : error;
          });
          if (isWritten) return folded;
          if (known) throw new OutdatedError(known, true);
          // The transaction sees one snapshot, and who writes the same ticket meanwhile is met as a conflict.
          throw new Error(`ticket ${ticketId} is not at ${before?.seq} inside its own transaction`);
        },
        {
          readConcern: { level: 'snapshot' },
          writeConcern: { w: 'majority', j: true },
          maxCommitTimeMS: 10_000,
        },
      );
      if (committed.ticket) keepLast(this.#remembered, committed.ticket.id, committed.ticket);
      return committed.outcomes;
    } catch (error) {
      if (!(error instanceof OutdatedError)) this.#remembered.delete(ticketId);
      if (folded && isDuplicate(error)) await this.#explainDuplicate(folded, used);
      throw error;
    } finally {
      await session.endSession();
    }
  }

  /** Waits where another process is writing; what has not been heard of it by then will be read. */
  async #learn(ticket: string, { known, isContended }: OutdatedError): Promise<void> {
    if (isContended) {
      keepLast(this.#met, ticket, performance.now());
      await letOthersBy();
    }
    if (this.#remembered.get(ticket)?.seq === known?.seq) this.#remembered.delete(ticket);
  }

  #isShared(ticket: string): boolean {
    const metAt = this.#met.get(ticket);
    if (metAt === undefined) return false;
    if (performance.now() - metAt < SHARED_FOR) return true;
    this.#met.delete(ticket);
    return false;
  }

  // Past the models: what is written here was made by `fold` and `toRecord` alone, and casting it again would cost more
  // than everything else a message needs.
  #collection<T extends { _id: string }>(name: 'tickets' | 'entries') {
    const { connection } = this.#database;
    return connection.getClient().db(connection.name).collection<T>(name);
  }

  async #read(ticketId: string, session: mongo.ClientSession): Promise<Ticket | null> {
    const record = await this.#collection<TicketRecord>('tickets').findOne({ _id: ticketId }, { session });
    return record ? fromRecord(record) : null;
  }

  /**
   * Writes a ticket and its entries with one command (MongoDB 8): two would cost a third more of everything.
   * @returns false when the ticket is not where it was thought to be
   */
  async #write(
    before: Ticket | null,
    { ticket, written }: Folded,
    session: mongo.ClientSession,
  ): Promise<boolean> {
    if (!ticket || written.length === 0) return true;
    const { _id, ...fields } = toRecord(ticket);
    const { connection } = this.#database;
    const answer = bulkAnswer.parse(
      await connection
        .getClient()
        .db('admin')
        .command(
          {
            bulkWrite: 1,
            ops: [
              before === null
                ? { insert: 0, document: { _id, ...fields } }
                : { update: 0, filter: { _id, seq: before.seq }, updateMods: { $set: fields } },
              ...written.map((document) => ({ insert: 1, document })),
            ],
            nsInfo: ['tickets', 'entries'].map((name) => ({ ns: `${connection.name}.${name}` })),
            ordered: true,
            errorsOnly: true,
          },
          { session },
        ),
    );
    // Before any error: entries that are written on a ticket that has gone on meet those that are there.
    if (before !== null && answer.nMatched === 0) return false;
    const [failed] = answer.cursor.firstBatch;
    if (failed) throw new mongo.MongoServerError({ message: failed.errmsg, code: failed.code });
    return true;
  }

  /**
   * Looks which keys of a batch are in the log already.
   * @throws RepeatsError when it finds more than were known
   */
  async #explainDuplicate({ written }: Folded, known: ReadonlySet<UsedKey>): Promise<void> {
    const keys = written.flatMap(({ author, key }) =>
      author.id !== null && key !== undefined ? [{ 'author.id': author.id, key }] : [],
    );
    if (keys.length === 0) return;
    const stored = await this.#collection<EntryRecord>('entries')
      .find({ $or: keys }, { projection: { author: 1, key: 1 } })
      .toArray();
    const used = new Set([...known, ...stored.flatMap(({ author, key }) => usedKey(author.id, key) ?? [])]);
    if (used.size > known.size) throw new RepeatsError(used);
  }
}
