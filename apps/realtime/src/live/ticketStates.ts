import {
  type Entry,
  fold,
  isArchived,
  type Principal,
  type Reader,
  type Ticket,
  type TicketRow,
} from '@sportello/core';
import { readOf } from '@sportello/domain';
import { type Database, findTicket, keepLast, readersOf } from '@sportello/models';

/** What this process knows of a ticket: derived from the log, thrown away and read again whenever in doubt. */
export interface TicketState {
  ticket: Ticket;
  readonly readers: Map<string, Reader>;
}

/** True while somebody has archived a ticket. */
export function hasArchived({ ticket, readers }: TicketState, { person }: Principal): boolean {
  return isArchived(ticket, readers.get(person)?.archived);
}

/** How far a person and the other side have read a ticket, as a row tells it. */
export function standingOf(
  state: TicketState,
  principal: Principal,
): Pick<TicketRow, 'read' | 'othersPub' | 'archived'> {
  const { readers } = state;
  const { person, side } = principal;
  const others = [...readers.values()].filter((reader) => reader.side !== side).map(({ pub }) => pub);
  return {
    read: readOf(readers.get(person), side),
    othersPub: Math.max(0, ...others),
    ...(hasArchived(state, principal) && { archived: true }),
  };
}

/** Most tickets kept. */
const KEPT = 5_000;

/** Tickets kept in step with the log by folding each entry as it is committed, so that a push costs no query. */
export class TicketStates {
  readonly #database: Database;
  readonly #states = new Map<string, TicketState>();
  readonly #readings = new Map<string, Promise<TicketState | null>>();
  #generation = 0;
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Forgets everything. */
  clear(): void {
    this.#generation += 1;
    this.#states.clear();
    this.#readings.clear();
  }

  /** Forgets one ticket. */
  forget(ticket: string): void {
    this.#generation += 1;
    this.#states.delete(ticket);
    this.#readings.delete(ticket);
  }

  /** Who takes part in a ticket as far as is known without reading. */
  participantsOf(ticket: string): readonly string[] | undefined {
    return this.#states.get(ticket)?.ticket.participants;
  }

  /** Runs work on a ticket after all earlier work on it: pushes of one ticket keep their order. */
  inOrder<T>(ticket: string, work: () => Promise<T>): Promise<T> {
    const before = this.#queues.get(ticket) ?? Promise.resolve();
    const running = before.then(work, work);
    const settled = running
      .catch(() => undefined)
      .finally(() => {
        if (this.#queues.get(ticket) === settled) this.#queues.delete(ticket);
      });
    this.#queues.set(ticket, settled);
    return running;
  }

  /** What is known of a ticket, read when it is not; null when it does not exist. All who ask at once share one read. */
  get(ticket: string): Promise<TicketState | null> {
    const known = this.#states.get(ticket);
    if (known) return Promise.resolve(known);
    const reading = this.#readings.get(ticket);
    if (reading !== undefined) return reading;
    const begun = this.#read(ticket).finally(() => {
      if (this.#readings.get(ticket) === begun) this.#readings.delete(ticket);
    });
    this.#readings.set(ticket, begun);
    return begun;
  }

  /** The ticket after a committed entry. */
  async advance(entry: Entry): Promise<TicketState | null> {
    const known = await this.get(entry.ticket);
    if (!known || entry.seq <= known.ticket.seq) return known;
    if (entry.seq === known.ticket.seq + 1) {
      known.ticket = fold(known.ticket, entry);
      return known;
    }
    this.#states.delete(entry.ticket);
    return this.get(entry.ticket);
  }

  async #read(ticket: string): Promise<TicketState | null> {
    const generation = this.#generation;
    const [found, readers] = await Promise.all([
      findTicket(this.#database, ticket),
      readersOf(this.#database, ticket),
    ]);
    if (!found) return null;
    const state: TicketState = {
      ticket: found,
      readers: new Map(readers.map((reader) => [reader.person, reader])),
    };
    // What was forgotten while it was being read is not kept: nobody told it what happened since.
    if (generation === this.#generation) keepLast(this.#states, ticket, state, KEPT);
    return state;
  }
}
