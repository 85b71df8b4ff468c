/** Stands for "all of them". */
const EVERYTHING = '*';

/**
 * Notices what is forgotten while it is being read, so that an answer from before a change is used once and not kept:
 * without it a right that was taken away during a slow read would stay in memory.
 */
export class Freshness {
  readonly #reads = new Set<Set<string>>();

  /** Notes that a record changed; all of them without an id. */
  forgot(id: string = EVERYTHING): void {
    for (const forgotten of this.#reads) forgotten.add(id);
  }

  /**
   * Runs a read.
   * @returns what it read, and whether a record of it may be kept
   */
  async during<T>(read: () => Promise<T>): Promise<{ readonly value: T; isFresh(id: string): boolean }> {
    const forgotten = new Set<string>();
    this.#reads.add(forgotten);
    try {
      const value = await read();
      return { value, isFresh: (id) => !forgotten.has(id) && !forgotten.has(EVERYTHING) };
    } finally {
      this.#reads.delete(forgotten);
    }
  }
}
