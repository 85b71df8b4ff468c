import { conditionsOf, type Principal, ticketScope, type ViewName } from '@sportello/core';
import { type Counts, countViews, countWhole } from '@sportello/domain';
import type { Database } from '@sportello/models';

/** Milliseconds a counted view serves everybody who looks at the same tickets. */
const FRESH = 400;

interface Counted {
  readonly at: number;
  readonly changes: number;
  readonly count: Promise<number>;
}

/** Counters of views, and whether nothing has changed since they were counted. */
export interface ViewCounts {
  readonly counts: Counts;
  readonly isCurrent: boolean;
}

/** Counts each view once for all who see the same tickets in it, not once a person. */
export class ViewCounters {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #counted = new Map<string, Counted>();
  /** How many changes there were: a count that began before the last one may be outdated. */
  #changes = 0;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** Notes that a ticket changed in a way that may change a counter. */
  changed(): void {
    this.#changes += 1;
  }

  /** Absolute counters of several views for a principal; ask again later where they are not current. */
  async count(principal: Principal, views: readonly ViewName[]): Promise<ViewCounts> {
    const taken = views.map((view) => [view, this.#one(principal, view)] as const);
    const isCurrent = taken.every(([, { changes }]) => changes === this.#changes);
    const shared = new Map(taken.map(([view, { count }]) => [view, count]));
    const counts = await countViews(
      this.#database,
      principal,
      views,
      (view) => shared.get(view) ?? countWhole(this.#database, principal, view),
    );
    return { counts, isCurrent };
  }

  #one(principal: Principal, view: ViewName): Counted {
    const { archive, ...conditions } = conditionsOf({ view, sort: 'activity', limit: 1 }, principal);
    const key = JSON.stringify([ticketScope(principal, 'ticket.read'), conditions, archive?.is && archive]);
    const known = this.#counted.get(key);
    if (known && this.#now() - known.at < FRESH) return known;
    const count = countWhole(this.#database, principal, view);
    const counted: Counted = { at: this.#now(), changes: this.#changes, count };
    if (this.#counted.size > 2_000) this.#counted.clear();
    this.#counted.set(key, counted);
    count.catch(() => this.#counted.delete(key));
    return counted;
  }
}
