import { RefusedError } from '@sportello/core';
import { SearchUnavailableError } from './errors.ts';

interface Turn {
  readonly deadline: number;
  readonly resolve: () => void;
  readonly reject: (error: SearchUnavailableError) => void;
}

/** How many may search at once, and how many may wait for their turn. */
export interface QueueLimits {
  readonly running: number;
  readonly waiting: number;
}

/**
 * A door in front of the engine: whoever finds the waiting room full is told to come back, before the engine itself
 * begins to drop requests at random.
 */
export class SearchQueue {
  readonly #limits: QueueLimits;
  readonly #turns: Turn[] = [];
  #running = 0;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  /**
   * Does a piece of work when its turn comes.
   * @param patience milliseconds it may wait
   * @throws RefusedError `too_many_requests` when the waiting room is full
   * @throws SearchUnavailableError when its turn comes too late: the engine is too slow
   */
  async run<T>(work: () => Promise<T>, patience: number): Promise<T> {
    if (this.#running < this.#limits.running) this.#running += 1;
    else await this.#turn(patience);
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  #turn(patience: number): Promise<void> {
    if (this.#turns.length >= this.#limits.waiting) {
      return Promise.reject(new RefusedError('too_many_requests', { retryAfter: 1_000 }));
    }
    return new Promise((resolve, reject) => {
      this.#turns.push({ deadline: performance.now() + patience, resolve, reject });
    });
  }

  /** Hands the place on to the first who has not waited too long; those before have. */
  #next(): void {
    for (let turn = this.#turns.shift(); turn; turn = this.#turns.shift()) {
      if (turn.deadline >= performance.now()) {
        turn.resolve();
        return;
      }
      turn.reject(new SearchUnavailableError('the search engine is too slow'));
    }
    this.#running -= 1;
  }
}
