import { COUNT_LIMIT, concerns, type Entry, isWritten, type Principal, projectTicket } from '@sportello/core';
import { numberingOf, unreadOf } from '@sportello/domain';
import { type Database, trusted } from '@sportello/models';
import { standingOf, type TicketState } from './ticketStates.ts';

/**
 * What one person has not read, ticket by ticket, as the numbers of the unread entries themselves: applying the same
 * entry or the same read position twice changes nothing, so it cannot drift from the log.
 */
export class Ledger {
  readonly #database: Database;
  readonly #principal: Principal;
  /** Unread numbers of tickets that were touched since the ledger was opened; read once, however many ask at once. */
  readonly #numbers = new Map<string, Promise<Set<number>>>();
  /** From which position on there was too much to count. Entries stay, so it stays too much until that position moves. */
  readonly #full = new Map<string, number>();
  /** Counts of the tickets that concern the person; the sum is the badge. */
  readonly #counts = new Map<string, number>();
  /** What the row of a ticket in the inbox was made of when it was last told. */
  readonly #told = new Map<string, string>();
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

  /** Reads the starting point once; where that fails it is read again the next time. */
  load(): Promise<void> {
    this.#loading ??= this.#read().catch((error: unknown) => {
      this.#loading = null;
      throw error;
    });
    return this.#loading;
  }

  /** Unread entries of a ticket now, whether or not it concerns the person; counting stops at {@link COUNT_LIMIT}. */
  async unreadIn(state: TicketState, entry?: Entry): Promise<number> {
    const { id } = state.ticket;
    if (this.#full.get(id) === this.#position(state)) return COUNT_LIMIT;
    const numbers = await this.#numbersOf(state);
    if (entry) this.#add(numbers, entry);
    const position = this.#position(state);
    for (const number of numbers) if (number <= position) numbers.delete(number);
    if (numbers.size < COUNT_LIMIT) return numbers.size;
    // So many are not kept: they are read again when the person has read on.
    this.#numbers.delete(id);
    this.#full.set(id, position);
    return COUNT_LIMIT;
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
    // A row may show what does not concern the person: what is known of it must not miss the entry.
    const counted = isConcerned || this.#numbers.has(id) ? await this.unreadIn(state, entry) : 0;
    const unread = isConcerned ? counted : 0;
    if (unread > 0) this.#counts.set(id, unread);
    else this.#counts.delete(id);
    return this.#isNews(state, unread) || before !== unread;
  }

  #isNews(state: TicketState, unread: number): boolean {
    const { id, seq, pub } = state.ticket;
    if (unread === 0) {
      this.#told.delete(id);
      return false;
    }
    const head = this.#principal.side === 'staff' ? seq : pub;
    const now = JSON.stringify([head, unread, standingOf(state, this.#principal)]);
    const isNews = this.#told.get(id) !== now;
    this.#told.set(id, now);
    return isNews;
  }

  /**
   * Forgets a ticket that is not there any more.
   * @returns whether it added to the badge
   */
  drop(ticket: string): boolean {
    this.#full.delete(ticket);
    this.#numbers.delete(ticket);
    this.#told.delete(ticket);
    return this.#counts.delete(ticket);
  }

  /** True while a ticket adds to the badge. */
  has(ticket: string): boolean {
    return this.#counts.has(ticket);
  }

  async #read(): Promise<void> {
    const counts = await unreadOf(this.#database, this.#principal);
    for (const [ticket, { count }] of counts) this.#counts.set(ticket, count);
  }

  #add(numbers: Set<number>, entry: Entry): void {
    const number = numberingOf(this.#principal.side) === 'seq' ? entry.seq : entry.pub;
    if (number === null || !isWritten(entry.kind) || entry.author.id === this.#principal.person) return;
    numbers.add(number);
  }

  #position(state: TicketState): number {
    return state.readers.get(this.#principal.person)?.[numberingOf(this.#principal.side)] ?? 0;
  }

  #numbersOf(state: TicketState): Promise<Set<number>> {
    const { id } = state.ticket;
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    const reading = this.#readNumbers(state);
    this.#numbers.set(id, reading);
    reading.catch(() => this.#numbers.delete(id));
    return reading;
  }

  async #readNumbers(state: TicketState): Promise<Set<number>> {
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
      .limit(COUNT_LIMIT)
      .lean<{ seq?: number; pub?: number }[]>();
    return new Set(found.map((one) => one[field] ?? 0));
  }
}
