import { concerns, type Entry, isWritten, type Principal, projectTicket } from '@sportello/core';
import { numberingOf, unreadOf } from '@sportello/domain';
import { type Database, trusted } from '@sportello/models';
import type { TicketState } from './ticketStates.ts';

/** Numbers beyond this many are "many" to anybody. */
const COUNTED = 1_000;

/**
 * What one person has not read, ticket by ticket, as the numbers of the unread entries themselves: applying the same
 * entry or the same read position twice changes nothing, so it cannot drift from the log.
 */
export class Ledger {
  readonly #database: Database;
  readonly #principal: Principal;
  /** Unread numbers of tickets that were touched since the ledger was opened. */
  readonly #numbers = new Map<string, number[]>();
  /** Counts of the tickets that concern the person; the sum is the badge. */
  readonly #counts = new Map<string, number>();
  #loading: Promise<void> | null = null;

  constructor(database: Database, principal: Principal) {
    this.#database = database;
    this.#principal = principal;
  }

  /** Unread entries over all tickets that concern the person. */
  get total(): number {
    let sum = 0;
    for (const count of this.#counts.values()) sum += count;
    return sum;
  }

  /** Reads the starting point once. */
  load(): Promise<void> {
    this.#loading ??= unreadOf(this.#database, this.#principal).then((counts) => {
      for (const [ticket, count] of counts) if (!this.#counts.has(ticket)) this.#counts.set(ticket, count);
    });
    return this.#loading;
  }

  /** Unread entries of a ticket now, whether or not it concerns the person. */
  async unreadIn(state: TicketState, entry?: Entry): Promise<number> {
    const numbers = await this.#numbersOf(state);
    if (entry) this.#add(numbers, entry);
    const position = this.#position(state);
    const unread = numbers.filter((number) => number > position);
    this.#numbers.set(state.ticket.id, unread);
    return unread.length;
  }

  /**
   * Brings the count of a ticket up to date.
   * @returns whether the badge or its rows changed for this ticket
   */
  async update(state: TicketState, entry?: Entry): Promise<boolean> {
    await this.load();
    const { id } = state.ticket;
    const before = this.#counts.get(id) ?? 0;
    const isConcerned = concerns(projectTicket(state.ticket, this.#principal.side), this.#principal);
    const unread = isConcerned ? await this.unreadIn(state, entry) : 0;
    if (unread > 0) this.#counts.set(id, unread);
    else this.#counts.delete(id);
    return before !== unread || (entry !== undefined && unread > 0);
  }

  /** True while a ticket adds to the badge. */
  has(ticket: string): boolean {
    return this.#counts.has(ticket);
  }

  #add(numbers: number[], entry: Entry): void {
    const number = numberingOf(this.#principal.side) === 'seq' ? entry.seq : entry.pub;
    if (number === null || !isWritten(entry.kind) || entry.author.id === this.#principal.person) return;
    if (!numbers.includes(number)) numbers.push(number);
  }

  #position(state: TicketState): number {
    return state.readers.get(this.#principal.person)?.[numberingOf(this.#principal.side)] ?? 0;
  }

  async #numbersOf(state: TicketState): Promise<number[]> {
    const known = this.#numbers.get(state.ticket.id);
    if (known) return known;
    const field = numberingOf(this.#principal.side);
    const found = await this.#database.entries
      .find(
        {
          ticket: state.ticket.id,
          [field]: trusted({ $gt: this.#position(state) }),
          kind: trusted({ $in: ['opened', 'message', 'note'] }),
          'author.id': trusted({ $ne: this.#principal.person }),
        },
        { _id: 0, [field]: 1 },
      )
      .limit(COUNTED)
      .lean<{ seq?: number; pub?: number }[]>();
    const numbers = found.map((one) => one[field] ?? 0);
    this.#numbers.set(state.ticket.id, numbers);
    return numbers;
  }
}
