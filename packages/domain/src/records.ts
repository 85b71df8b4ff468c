import { keepLast } from '@sportello/models';
import { Freshness } from './freshness.ts';

/** Most records of a kind kept in memory; beyond it the oldest are forgotten and read again when needed. */
const KEPT = 20_000;

/** Records by id, read once and kept until they are forgotten; null stands for one that does not exist. */
export class Records<R extends { readonly _id: string }> {
  readonly #read: (ids: readonly string[]) => Promise<R[]>;
  readonly #kept = new Map<string, R | null>();
  readonly #freshness = new Freshness();

  constructor(read: (ids: readonly string[]) => Promise<R[]>) {
    this.#read = read;
  }

  /** Forgets a record; all of them without an id. */
  forget(id?: string): void {
    this.#freshness.forgot(id);
    if (id === undefined) this.#kept.clear();
    else this.#kept.delete(id);
  }

  /** Records by id, as many as there are. */
  async get(ids: Iterable<string>): Promise<ReadonlyMap<string, R>> {
    const found = new Map<string, R>();
    const missing: string[] = [];
    for (const id of ids) {
      const known = this.#kept.get(id);
      if (known === undefined) missing.push(id);
      else if (known !== null) found.set(id, known);
    }
    if (missing.length > 0) for (const record of await this.#load(missing)) found.set(record._id, record);
    return found;
  }

  async #load(ids: readonly string[]): Promise<R[]> {
    const { value: records, isFresh } = await this.#freshness.during(() => this.#read(ids));
    const byId = new Map(records.map((record) => [record._id, record]));
    for (const id of ids) if (isFresh(id)) keepLast(this.#kept, id, byId.get(id) ?? null, KEPT);
    return records;
  }
}
