import { setTimeout as pause } from 'node:timers/promises';
import type { Entry, Refusal } from '@sportello/core';
import { mongo } from 'mongoose';
import { type Committed, type Decide, KeyUsedError, type UsedKey, type Waiting } from './batch.ts';
import type { Database } from './database.ts';
import type { Batch, DecideTogether } from './plan.ts';
import { MetOthersError, RepeatsError, Transactions } from './transaction.ts';
import { alone, type Turns } from './turns.ts';

/** Most tickets that share a transaction, and most commands of each. */
const [TICKETS, COMMANDS] = [64, 32];

/** Transactions at a time. Whatever comes while they run shares the next one, so that more load costs less a message. */
const AT_ONCE = 2;

/** Times that a commit of several tickets begins again because one of them was written meanwhile. */
const TRIES = 100;

/** Milliseconds that another process is given at least and at most, to get through. */
const [LEAST, MOST] = [5, 150];
/** Milliseconds after which a turn that another process has is asked for again, where nothing was heard of it. */
const ASKED_AGAIN = 15;

/** The commands of one ticket, in the order they came. */
interface Lane {
  readonly ticket: string;
  waiting: Waiting[];
  /** Whether a transaction is writing it. */
  isTaken: boolean;
  /** When it may be written again, on the monotonic clock. */
  notBefore: number;
}

/**
 * The only writer of tickets and entries. Commands of one ticket queue up in the process, so that they do not conflict
 * with each other; those that wait, of whatever tickets, share one transaction; processes take turns, and are kept apart
 * by the compare-and-set on `seq`.
 */
export class Committer {
  readonly #transactions: Transactions;
  readonly #lanes = new Map<string, Lane>();
  #running = 0;
  #turns = alone;
  /** How many tickets share a transaction: fewer each time that others are met, so that nobody starves. */
  #together = TICKETS;
  /** Milliseconds that the last transaction took: those of others take about as long. */
  #took = LEAST;
  #alarm: NodeJS.Timeout | null = null;

  /** @param now server time in epoch milliseconds */
  constructor(database: Database, now: () => number) {
    this.#transactions = new Transactions(database, now);
  }

  /** From now on this process takes turns with others. */
  takeTurns(turns: Turns): void {
    this.#turns = turns;
  }

  /**
   * Commits what `decide` proposes. The answer leaves only after a majority has journaled it.
   * @param digest fingerprint kept beside the key of the first entry
   * @throws KeyUsedError when the author used the key before
   */
  commit(ticket: string, decide: Decide, digest: string | null = null): Promise<Committed | Refusal> {
    return new Promise((resolve, reject) => {
      this.#laneOf(ticket).waiting.push({ decide, digest, resolve, reject });
      this.#goOn();
    });
  }

  /**
   * Commits entries of several tickets in one transaction: all of them or none. To the lanes it is as another process: the
   * compare-and-set keeps them apart, and whoever comes second begins again.
   * @param digest fingerprint kept beside the key of an entry that has one
   * @returns what became of each ticket, in their order
   * @throws KeyUsedError when the author used the key before
   */
  async commitTogether(
    tickets: readonly string[],
    decide: DecideTogether,
    digest: string | null = null,
  ): Promise<readonly Committed[] | Refusal> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#transactions.runTogether(tickets, decide, digest);
      } catch (error) {
        if (error instanceof RepeatsError) throw new KeyUsedError();
        if (!(error instanceof MetOthersError) || tries >= TRIES) throw error;
        await pause(within(this.#took * (1 + tries * Math.random())));
      }
    }
  }

  /** Hears of an entry that was committed, by whatever process. Where another one had its turn, the next is ours. */
  heard(entry: Entry): void {
    const lane = this.#transactions.heard(entry) && this.#lanes.get(entry.ticket);
    if (!lane || lane.isTaken || lane.notBefore === 0) return;
    lane.notBefore = 0;
    // What was committed together is told together.
    if (lane.waiting.length > 0) setImmediate(() => this.#goOn());
  }

  #laneOf(ticket: string): Lane {
    const known = this.#lanes.get(ticket);
    if (known) return known;
    const lane: Lane = { ticket, waiting: [], isTaken: false, notBefore: 0 };
    this.#lanes.set(ticket, lane);
    return lane;
  }

  /** Begins as many transactions as may run; where lanes have to wait for their turn it comes back by itself. */
  #goOn(): void {
    const now = performance.now();
    while (this.#running < AT_ONCE) {
      const lanes = this.#next(now);
      if (lanes.length === 0) break;
      this.#running += 1;
      void this.#carryOut(lanes).finally(() => {
        this.#running -= 1;
        this.#goOn();
      });
    }
    this.#tidy(now);
  }

  /** The lanes whose turn it is, those first that have waited since the earliest. */
  #next(now: number): readonly Lane[] {
    const ready = [...this.#lanes.values()].filter(
      ({ waiting, isTaken, notBefore }) => waiting.length > 0 && !isTaken && notBefore <= now,
    );
    return ready.slice(0, this.#together);
  }

  /** Forgets lanes that have nothing to do any more, and wakes up for those that may not go on yet. */
  #tidy(now: number): void {
    let earliest = Number.POSITIVE_INFINITY;
    for (const lane of this.#lanes.values()) {
      if (lane.isTaken) continue;
      if (lane.waiting.length === 0 && lane.notBefore <= now) this.#lanes.delete(lane.ticket);
      if (lane.waiting.length > 0 && lane.notBefore > now) earliest = Math.min(earliest, lane.notBefore);
    }
    if (this.#alarm) clearTimeout(this.#alarm);
    this.#alarm = null;
    if (earliest < Number.POSITIVE_INFINITY) this.#alarm = setTimeout(() => this.#goOn(), earliest - now);
  }

  async #carryOut(lanes: readonly Lane[]): Promise<void> {
    const tickets = lanes.map(({ ticket }) => ticket);
    for (const lane of lanes) lane.isTaken = true;
    const turns = await this.#turns.take(tickets);
    const [ours, theirs] = divide(lanes, ({ ticket }) => turns.has(ticket));
    for (const lane of theirs) this.#rest(lane, ASKED_AGAIN);
    for (const [ticket, seq] of turns) this.#transactions.outdate(ticket, seq);
    await this.#settle(
      ours.map(({ ticket, waiting }) => ({ ticket, commands: waiting.splice(0, COMMANDS) })),
      new Set(),
    );
    const left = ours.map(({ ticket }) => [ticket, this.#transactions.remembered(ticket) ?? 0] as const);
    const wanted = await this.#turns.giveBack(new Map(left));
    // Twice, so that whoever waits has asked by then.
    for (const ticket of wanted) this.#rest(this.#laneOf(ticket), 2 * ASKED_AGAIN);
    for (const lane of lanes) lane.isTaken = false;
    for (const lane of ours) {
      // Behind those that have not had a turn since.
      this.#lanes.delete(lane.ticket);
      this.#lanes.set(lane.ticket, lane);
    }
  }

  /** Lets nothing be written for some milliseconds. */
  #rest(lane: Lane, milliseconds: number): void {
    lane.notBefore = performance.now() + milliseconds;
  }

  /**
   * Answers the commands of the batches, or puts them back into their lanes where others have to be let by.
   * @returns whether all are answered
   */
  async #settle(batches: readonly Batch[], used: ReadonlySet<UsedKey>): Promise<boolean> {
    if (batches.length === 0) return true;
    const begun = performance.now();
    try {
      const outcomes = await this.#transactions.run(batches, used);
      this.#took = performance.now() - begun;
      this.#together = Math.min(TICKETS, 2 * this.#together);
      for (const { waiting, answer } of outcomes) {
        if (answer instanceof Error) waiting.reject(answer);
        else waiting.resolve(answer);
      }
      return true;
    } catch (error) {
      if (error instanceof RepeatsError) return this.#settle(batches, error.used);
      if (error instanceof MetOthersError) {
        if (!error.tickets) this.#together = Math.max(1, Math.floor(batches.length / 2));
        const [met, free] = divide(batches, ({ ticket }) => error.tickets?.has(ticket) ?? true);
        this.#letOthersBy(met);
        await this.#settle(free, used);
        return false;
      }
      const commands = batches.flatMap((batch) => batch.commands);
      if (commands.length > 1 && isOneToBlame(error)) return this.#settleOneByOne(batches, used);
      for (const command of commands) command.reject(error);
      return true;
    }
  }

  /** So that only the culprit gets the error. */
  async #settleOneByOne(batches: readonly Batch[], used: ReadonlySet<UsedKey>): Promise<boolean> {
    for (const { ticket, commands } of batches) {
      for (const [index, command] of commands.entries()) {
        if (await this.#settle([{ ticket, commands: [command] }], used)) continue;
        // It stands first in its lane again, and what came after it stays behind it.
        this.#laneOf(ticket).waiting.splice(1, 0, ...commands.slice(index + 1));
        break;
      }
    }
    return true;
  }

  /** Puts batches back until the others are through; then they are read. */
  #letOthersBy(batches: readonly Batch[]): void {
    // Different each time, so that two that let each other by do not meet again.
    const pause = within(this.#took * (1.5 + Math.random()));
    for (const { ticket, commands } of batches) {
      const lane = this.#laneOf(ticket);
      lane.waiting = [...commands, ...lane.waiting];
      this.#rest(lane, pause);
      this.#transactions.forget(ticket);
    }
  }
}

const within = (milliseconds: number): number => Math.min(MOST, Math.max(LEAST, milliseconds));

function divide<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

/** Whether one of several commands may be at fault, so that each should be tried alone; a lost database is nobody's. */
function isOneToBlame(error: unknown): boolean {
  if (!(error instanceof mongo.MongoError)) return true;
  const isPassing = ['TransientTransactionError', 'UnknownTransactionCommitResult'].some((label) =>
    error.hasErrorLabel(label),
  );
  return error instanceof mongo.MongoServerError && !isPassing;
}
