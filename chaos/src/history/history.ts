import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { HistoryRecord } from './records.ts';

type Timeless<R> = R extends unknown ? Omit<R, 't'> : never;

/** Everything that happened in a run, in one order, by one clock. */
export class History {
  readonly records: HistoryRecord[] = [];
  readonly #begun = performance.now();
  readonly #file: WriteStream | null;

  /** @param file where to write it as JSON lines; nowhere when missing */
  constructor(file?: string) {
    this.#file = file === undefined ? null : createWriteStream(file);
  }

  /** Milliseconds since the run began. */
  now(): number {
    return this.at(performance.now());
  }

  /** A moment of the harness's own clock as milliseconds since the run began. */
  at(moment: number): number {
    return Math.round((moment - this.#begun) * 100) / 100;
  }

  /** Notes what has just happened, or happened at `t`. */
  add(record: Timeless<HistoryRecord> & { t?: number }): void {
    const timed: HistoryRecord = { ...record, t: record.t ?? this.now() };
    this.records.push(timed);
    this.#file?.write(`${JSON.stringify(timed)}\n`);
  }

  /** Finishes the file. */
  async close(): Promise<void> {
    if (!this.#file) return;
    this.#file.end();
    await finished(this.#file);
  }
}
