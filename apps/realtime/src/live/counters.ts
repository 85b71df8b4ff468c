import { conditionsOf, type Principal, ticketScope, type ViewName } from '@sportello/core';
import { countViews } from '@sportello/domain';
import type { Database } from '@sportello/models';

/** Milliseconds a counted view serves everybody who looks at the same tickets. */
const FRESH = 400;

/** Counts each view once for all who see the same tickets in it, not once a person. */
export class ViewCounters {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #counted = new Map<string, { readonly at: number; readonly count: Promise<number> }>();

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** Absolute counters of several views for a principal. */
  async count(principal: Principal, views: readonly ViewName[]): Promise<Partial<Record<ViewName, number>>> {
    const counted = await Promise.all(
      views.map(async (view) => [view, await this.#one(principal, view)] as const),
    );
    return Object.fromEntries(counted);
  }

  #one(principal: Principal, view: ViewName): Promise<number> {
    const key = JSON.stringify([
      ticketScope(principal, 'ticket.read'),
      conditionsOf({ view, sort: 'activity', limit: 1 }, principal),
    ]);
    const known = this.#counted.get(key);
    if (known && this.#now() - known.at < FRESH) return known.count;
    const count = countViews(this.#database, principal, [view]).then((counts) => counts[view] ?? 0);
    this.#counted.set(key, { at: this.#now(), count });
    if (this.#counted.size > 2_000) this.#counted.clear();
    count.catch(() => this.#counted.delete(key));
    return count;
  }
}
