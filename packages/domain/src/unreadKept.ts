import type { Principal } from '@sportello/core';
import { type Database, keepLast } from '@sportello/models';
import { type Unread, unreadOf } from './queries/unread.ts';
import type { Touched } from './touched.ts';

/** People whose counts are kept; beyond it those who asked longest ago are forgotten. */
const KEPT = 500;
/** Tickets that are counted again one by one; when more were touched everything is read anew. */
const COUNTED_AGAIN = 1_000;

interface Kept {
  unread: ReadonlyMap<string, Unread> | null;
  /** Up to where it is known what was touched. */
  asOf: number;
  /** The last answer that is being made. */
  turn: Promise<unknown>;
}

/**
 * What people have not read, kept in memory: whoever asks again costs no more than the tickets touched since, however
 * many there are. It is always derived from heads and read positions, never counted up or down.
 */
export class UnreadKept {
  readonly #database: Database;
  readonly #touched: Touched;
  readonly #isCurrent: () => boolean;
  readonly #kept = new Map<string, Kept>();

  /** @param isCurrent whether everything that was touched is known at this moment; where it is not, all is read anew */
  constructor(database: Database, touched: Touched, isCurrent: () => boolean) {
    this.#database = database;
    this.#touched = touched;
    this.#isCurrent = isCurrent;
  }

  /** Unread entries of the tickets that concern a person, by ticket. It knows everything that was noted before it was asked. */
  of(principal: Principal): Promise<ReadonlyMap<string, Unread>> {
    const kept = this.#keptFor(principal);
    // One after the other: who comes second finds done what the first one does, and does only what came after it.
    const turn = kept.turn.then(() => this.#refresh(kept, principal));
    kept.turn = turn.catch(() => undefined);
    return turn;
  }

  /** By everything that decides what concerns them: another team or company is another person here. */
  #keptFor(principal: Principal): Kept {
    const key = JSON.stringify(principal);
    const kept = this.#kept.get(key) ?? { unread: null, asOf: 0, turn: Promise.resolve() };
    keepLast(this.#kept, key, kept, KEPT);
    return kept;
  }

  async #refresh(kept: Kept, principal: Principal): Promise<ReadonlyMap<string, Unread>> {
    const { position } = this.#touched;
    const touched = kept.unread && this.#isCurrent() && this.#touched.since(kept.asOf, principal.person);
    let { unread } = kept;
    if (!(unread && touched) || touched.size > COUNTED_AGAIN)
      unread = await unreadOf(this.#database, principal);
    else if (touched.size > 0) {
      const again = await unreadOf(this.#database, principal, [...touched], unread);
      unread = new Map([...[...unread].filter(([ticket]) => !touched.has(ticket)), ...again]);
    }
    kept.unread = unread;
    kept.asOf = position;
    return unread;
  }
}
