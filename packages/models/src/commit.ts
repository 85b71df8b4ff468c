import { type DraftEntry, type Entry, fold, numberDrafts, type Refusal, type Ticket } from '@sportello/core';
import type { Database } from './database.ts';
import { KEY_INDEX, toEntryRecord } from './schemas/entries.ts';
import { fromRecord, toRecord } from './schemas/tickets.ts';

/** What a rule decided: entries to add, or why not. */
export type Decision = { readonly drafts: readonly DraftEntry[] } | Refusal;

/** Decides on the ticket as it stands inside the transaction; null when it does not exist. Pure: it may run several times. */
export type Decide = (ticket: Ticket | null) => Decision;

/** What was committed. */
export interface Committed {
  readonly ok: true;
  readonly ticket: Ticket;
  readonly entries: readonly Entry[];
}

/** A command's key was used before by the same author: the first answer is in the log. */
export class KeyUsedError extends Error {
  override readonly name = 'KeyUsedError';
}

interface Waiting {
  readonly decide: Decide;
  readonly digest: string | null;
  readonly resolve: (outcome: Committed | Refusal) => void;
  readonly reject: (error: unknown) => void;
}

type Outcome = { readonly waiting: Waiting; readonly answer: Committed | Refusal };

/** Most commands of one ticket that share a transaction. */
const BATCH = 32;

/** True when an author used a key twice. A bulk insert tells which index was violated in its message alone. */
const isKeyUsed = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  error.code === 11_000 &&
  error.message.includes(`index: ${KEY_INDEX} `);

/**
 * The only writer of tickets and entries. Commands of one ticket queue up in the process, so that they do not conflict
 * with each other, and those that wait share one transaction; processes are kept apart by the compare-and-set on `seq`.
 */
export class Committer {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #queues = new Map<string, Waiting[]>();

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

  async #drain(ticket: string): Promise<void> {
    const queue = this.#queues.get(ticket) ?? [];
    while (queue.length > 0) await this.#settle(ticket, queue.splice(0, BATCH));
    this.#queues.delete(ticket);
  }

  async #settle(ticket: string, batch: readonly Waiting[]): Promise<void> {
    try {
      for (const { waiting, answer } of await this.#transact(ticket, batch)) waiting.resolve(answer);
    } catch (error) {
      if (batch.length > 1) {
        // One of them fails: each alone, so that only the culprit gets the error.
        for (const waiting of batch) await this.#settle(ticket, [waiting]);
        return;
      }
      batch[0]?.reject(isKeyUsed(error) ? new KeyUsedError() : error);
    }
  }

  async #transact(ticketId: string, batch: readonly Waiting[]): Promise<Outcome[]> {
    const { connection, tickets, entries } = this.#database;
    const session = await connection.startSession();
    try {
      return await session.withTransaction(
        async () => {
          const record = await tickets
            .findById(ticketId, null, { session })
            .lean<Parameters<typeof fromRecord>[0]>();
          const before = record ? fromRecord(record) : null;
          const { outcomes, ticket, written } = this.#fold(ticketId, before, batch);
          if (ticket && written.length > 0) {
            await saveTicket(tickets, before, ticket, session);
            await entries.insertMany(written, { session, ordered: true });
          }
          return outcomes;
        },
        {
          readConcern: { level: 'snapshot' },
          writeConcern: { w: 'majority', j: true },
          maxCommitTimeMS: 10_000,
        },
      );
    } finally {
      await session.endSession();
    }
  }

  #fold(ticketId: string, before: Ticket | null, batch: readonly Waiting[]) {
    let ticket = before;
    const written: ReturnType<typeof toEntryRecord>[] = [];
    const outcomes = batch.map((waiting): Outcome => {
      const decision = waiting.decide(ticket);
      if ('code' in decision) return { waiting, answer: decision };
      const added = numberDrafts(ticket, ticketId, decision.drafts, this.#now());
      let after = ticket;
      for (const entry of added) after = fold(after, entry);
      if (after === null) throw new Error('a decision without entries opens nothing');
      ticket = after;
      written.push(...added.map((entry) => toEntryRecord(entry, waiting.digest, ['search'])));
      return { waiting, answer: { ok: true, ticket: after, entries: added } };
    });
    return { outcomes, ticket, written };
  }
}

async function saveTicket(
  tickets: Database['tickets'],
  before: Ticket | null,
  after: Ticket,
  session: Awaited<ReturnType<Database['connection']['startSession']>>,
): Promise<void> {
  if (before === null) {
    await tickets.insertMany([toRecord(after)], { session });
    return;
  }
  const { _id, ...fields } = toRecord(after);
  const result = await tickets.updateOne({ _id, seq: before.seq }, { $set: fields }, { session });
  // The transaction sees one snapshot, and whoever writes the same ticket meanwhile makes the driver run it again.
  if (result.matchedCount === 0)
    throw new Error(`ticket ${_id} is not at ${before.seq} inside its own transaction`);
}
