import { keepLast } from '@sportello/models';
import type { Touched } from './touched.ts';

/** Counts that are kept; beyond it those that were asked for longest ago are forgotten. */
const KEPT = 2_000;

interface Kept {
  readonly count: Promise<number>;
  /** Up to where it was known what had been touched when the counting began. */
  readonly asOf: number;
}

/**
 * Numbers of lists, kept in memory as long as no ticket was touched: counting up to a thousand tickets of each view costs more
 * than reading the fifty that are shown. They are always counted, never counted up or down.
 */
export class CountsKept {
  readonly #touched: Touched;
  readonly #isCurrent: () => boolean;
  readonly #kept = new Map<string, Kept>();

  /** @param isCurrent whether everything that was touched is known at this moment; where it is not, all is counted anew */
  constructor(touched: Touched, isCurrent: () => boolean) {
    this.#touched = touched;
    this.#isCurrent = isCurrent;
  }

  /**
   * A count as it is now.
   * @param what everything that decides what is counted
   * @param person whose archive counts too; empty where it does not
   * @param count counts it
   */
  of(what: unknown, person: string, count: () => Promise<number>): Promise<number> {
    const key = JSON.stringify([what, person]);
    const kept = this.#kept.get(key);
    const touched = kept && this.#isCurrent() ? this.#touched.since(kept.asOf, person) : null;
    if (kept && touched?.size === 0) return kept.count;
    const fresh: Kept = { asOf: this.#touched.position, count: count() };
    keepLast(this.#kept, key, fresh, KEPT);
    fresh.count.catch(() => {
      if (this.#kept.get(key) === fresh) this.#kept.delete(key);
    });
    return fresh.count;
  }
}
