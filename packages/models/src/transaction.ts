import { type Entry, fold, type Refusal, type Ticket } from '@sportello/core';
import { mongo } from 'mongoose';
import { type Committed, foldBatch, isProved, type Outcome, type UsedKey, usedKey } from './batch.ts';
import type { Database } from './database.ts';
import { keepLast } from './keepLast.ts';
import {
  type Batch,
  bulkAnswer,
  committedOf,
  type DecideTogether,
  justWrites,
  operationsOf,
  type Plan,
} from './plan.ts';
import { ATTACHMENT_INDEX, type EntryRecord } from './schemas/entries.ts';
import { fromRecord, type TicketRecord } from './schemas/tickets.ts';

/** Tickets that are remembered: those that were written last. */
const REMEMBERED = 1_000;

const NO_KEYS: ReadonlySet<UsedKey> = new Set();

/** Other processes have written some of the tickets, or are writing them at this moment: nothing was committed. */
export class MetOthersError extends Error {
  override readonly name = 'MetOthersError';
  /** Which tickets; null where the database did not say. */
  readonly tickets: ReadonlySet<string> | null;
  constructor(tickets: ReadonlySet<string> | null) {
    super('other processes are writing these tickets');
    this.tickets = tickets;
  }
}

/** Some keys are in the log already: it can be tried again without them. */
export class RepeatsError extends Error {
  override readonly name = 'RepeatsError';
  readonly used: ReadonlySet<UsedKey>;
  constructor(used: ReadonlySet<UsedKey>) {
    super('some of these commands were carried out before');
    this.used = used;
  }
}

/** A file that a command attaches is part of another entry already. */
export class AttachedError extends Error {
  override readonly name = 'AttachedError';
  constructor() {
    super('a file can be attached once');
  }
}

/** MongoDB's codes for a transaction that met another one on the same record, and for a key that is there already. */
const [WRITE_CONFLICT, DUPLICATE] = [112, 11_000];

const hasCode = (error: unknown, code: number): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

/**
 * Writes batches of several tickets in one transaction. A ticket is remembered as it was committed, and kept up with what
 * is heard of other processes: whoever writes raises `seq`, so where the compare-and-set on it succeeds the memory was
 * right and reading is spared. Nothing is ever refused from memory.
 */
export class Transactions {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #remembered = new Map<string, Ticket>();

  /** @param now server time in epoch milliseconds */
  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /**
   * A ticket that is remembered keeps up with the log, so that what other processes write seldom has to be read.
   * @returns whether it was news
   */
  heard(entry: Entry): boolean {
    const known = this.#remembered.get(entry.ticket);
    if (!known || entry.seq !== known.seq + 1) return false;
    this.#remembered.set(entry.ticket, fold(known, entry));
    return true;
  }

  /** Where a ticket stands as it is remembered. */
  remembered(ticket: string): number | undefined {
    return this.#remembered.get(ticket)?.seq;
  }

  /** Hears where a ticket stands: where less is remembered of it, it is read before it is written. */
  outdate(ticket: string, seq: number): void {
    if ((this.remembered(ticket) ?? seq) < seq) this.forget(ticket);
  }

  /** Forgets a ticket, so that it is read before it is written. */
  forget(ticket: string): void {
    this.#remembered.delete(ticket);
  }

  /**
   * Decides on all commands and commits what comes of them; a majority has journaled it when the answer arrives.
   * @param used keys that are known to be in the log
   * @throws MetOthersError, RepeatsError; the errors of MongoDB
   */
  async run(batches: readonly Batch[], used: ReadonlySet<UsedKey>): Promise<readonly Outcome[]> {
    let plans: readonly Plan[] = [];
    let mayRemember = true;
    await this.#transact(
      batches.map(({ ticket }) => ticket),
      () => plans,
      used,
      async (own) => {
        plans = await this.#decide(batches, used, mayRemember, own);
        mayRemember = false;
        await this.#write(plans, own);
      },
    );
    for (const { ticket, folded } of plans)
      if (folded.ticket) keepLast(this.#remembered, ticket, folded.ticket, REMEMBERED);
    return plans.flatMap(({ folded }) => folded.outcomes);
  }

  /** Works in a transaction that a majority has journaled when it ends, and explains why it failed where that is known. */
  async #transact(
    tickets: readonly string[],
    planned: () => readonly Plan[],
    used: ReadonlySet<UsedKey>,
    work: (session: mongo.ClientSession) => Promise<void>,
  ): Promise<void> {
    const session = await this.#database.connection.startSession();
    try {
      await session.withTransaction(work, {
        readConcern: { level: 'snapshot' },
        writeConcern: { w: 'majority', j: true },
        maxCommitTimeMS: 10_000,
      });
    } catch (error) {
      if (error instanceof MetOthersError) throw error;
      for (const ticket of tickets) this.forget(ticket);
      if (hasCode(error, DUPLICATE)) await this.#explainDuplicate(planned(), used);
      throw hasCode(error, DUPLICATE) && String(error).includes(ATTACHMENT_INDEX)
        ? new AttachedError()
        : error;
    } finally {
      await session.endSession();
    }
  }

  /**
   * Decides on several tickets together and writes all of them or none. They are read anew: what ties tickets to each other
   * is rare, and must be right.
   * @returns what became of each ticket
   * @throws MetOthersError, RepeatsError; the errors of MongoDB
   */
  async runTogether(
    tickets: readonly string[],
    decide: DecideTogether,
    digest: string | null,
  ): Promise<readonly Committed[] | Refusal> {
    let plans: readonly Plan[] = [];
    const refused: Refusal[] = [];
    await this.#transact(
      tickets,
      () => plans,
      NO_KEYS,
      async (own) => {
        plans = [];
        const read = await this.#read(
          tickets.map((ticket) => ({ ticket, commands: [] })),
          own,
        );
        const before = tickets.map((ticket) => read.get(ticket) ?? null);
        const moment = this.#now();
        const decision = decide(before, moment);
        refused.splice(0, 1, ...('code' in decision ? [decision] : []));
        if ('code' in decision) return;
        plans = tickets.map((ticket, index) => {
          const drafts = decision.drafts[index] ?? [];
          const commands = drafts.length > 0 ? [justWrites(drafts, digest)] : [];
          const known = before[index] ?? null;
          const folded = foldBatch(ticket, known, commands, NO_KEYS, () => moment);
          return { ticket, commands, before: known, folded };
        });
        await this.#write(plans, own);
      },
    );
    // Whatever was remembered of them is old.
    for (const ticket of tickets) this.forget(ticket);
    return refused[0] ?? plans.map(committedOf);
  }

  /** From memory where writing proves it, else on the ticket as it is in the transaction's snapshot. */
  async #decide(
    batches: readonly Batch[],
    used: ReadonlySet<UsedKey>,
    mayRemember: boolean,
    session: mongo.ClientSession,
  ): Promise<readonly Plan[]> {
    const seen = new Set(used);
    const planOn = (batch: Batch, before: Ticket | null): Plan => ({
      ...batch,
      before,
      folded: foldBatch(batch.ticket, before, batch.commands, seen, this.#now),
    });
    const plans: Plan[] = [];
    const keep = (plan: Plan): void => {
      plans.push(plan);
      for (const key of plan.folded.keys) seen.add(key);
    };
    const open = batches.filter((batch) => {
      const known = mayRemember && this.#remembered.get(batch.ticket);
      const plan = known ? planOn(batch, known) : null;
      if (!(plan && isProved(plan.folded))) return true;
      keep(plan);
      return false;
    });
    const read = await this.#read(open, session);
    for (const batch of open) keep(planOn(batch, read.get(batch.ticket) ?? null));
    return plans;
  }

  // Past the models: what is written here was made by `fold` and `toRecord` alone, and casting it again would cost more
  // than everything else a message needs.
  #collection<T extends { _id: string }>(name: 'tickets' | 'entries') {
    const { connection } = this.#database;
    return connection.getClient().db(connection.name).collection<T>(name);
  }

  async #read(batches: readonly Batch[], session: mongo.ClientSession): Promise<ReadonlyMap<string, Ticket>> {
    if (batches.length === 0) return new Map();
    const records = await this.#collection<TicketRecord>('tickets')
      .find({ _id: { $in: batches.map(({ ticket }) => ticket) } }, { session })
      .toArray();
    return new Map(records.map((record) => [record._id, fromRecord(record)]));
  }

  /** Writes all tickets and their entries with one command (MongoDB 8): each more would cost as much as a message. */
  async #write(plans: readonly Plan[], session: mongo.ClientSession): Promise<void> {
    const writing = plans.filter(({ folded }) => folded.written.length > 0);
    if (writing.length === 0) return;
    const { connection } = this.#database;
    const operations = writing.flatMap((plan) =>
      operationsOf(plan).map((operation) => ({ plan, operation })),
    );
    const answer = await connection
      .getClient()
      .db('admin')
      .command(
        {
          bulkWrite: 1,
          ops: operations.map(({ operation }) => operation),
          nsInfo: ['tickets', 'entries'].map((name) => ({ ns: `${connection.name}.${name}` })),
          ordered: true,
        },
        { session },
      )
      .catch((error: unknown) => {
        throw hasCode(error, WRITE_CONFLICT) ? new MetOthersError(null) : error;
      });
    const results = bulkAnswer.parse(answer).cursor.firstBatch;
    // Before any error: entries that are written on a ticket that has gone on meet those that are there.
    const missed = results.flatMap(({ idx, n, code }) => {
      const { plan, operation } = operations[idx] ?? {};
      const isMissed = code === WRITE_CONFLICT || (operation && 'update' in operation && n === 0);
      return plan && isMissed ? [plan.ticket] : [];
    });
    if (missed.length > 0) throw new MetOthersError(new Set(missed));
    for (const { code, errmsg = '' } of results)
      if (code !== undefined) throw new mongo.MongoServerError({ message: errmsg, code });
  }

  /**
   * Looks which keys are in the log already.
   * @throws RepeatsError when it finds more than were known
   */
  async #explainDuplicate(plans: readonly Plan[], known: ReadonlySet<UsedKey>): Promise<void> {
    const keys = plans
      .flatMap(({ folded }) => folded.written)
      .flatMap(({ author, key }) =>
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
