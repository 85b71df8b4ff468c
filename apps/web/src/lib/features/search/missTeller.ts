import type { SearchAnswer, Side } from '@sportello/core';
import type { SportelloClient } from '@sportello/core/client';
import { newKey } from '../../live/newKey.ts';
import { countOf } from './found.ts';

/** Milliseconds without a key after which somebody has stopped typing. */
const STOPPED = 5_000;

/**
 * Tells the server what a customer stopped typing to find nothing, so that somebody writes it. What is typed on the way there
 * is not told.
 */
export class MissTeller {
  readonly #tell: ((q: string) => unknown) | null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param tell null for those of whom nothing is remembered */
  constructor(tell: ((q: string) => unknown) | null) {
    this.#tell = tell;
  }

  /** Somebody goes on typing, or leaves. */
  goesOn(): void {
    clearTimeout(this.#timer);
  }

  /** All of the newest text was looked for. */
  answered(q: string, answer: SearchAnswer): void {
    this.goesOn();
    const tell = this.#tell;
    if (!tell || q === '' || countOf(answer) > 0 || answer.engine !== 'meilisearch') return;
    this.#timer = setTimeout(() => void tell(q), STOPPED);
  }
}

/** Tells it over the live connection: of customers only, since visitors have none and support searches for names. */
export function missTeller(client: SportelloClient | null, side: Side | null): MissTeller {
  // Nobody waits for it, and nobody misses it when the connection is away.
  return new MissTeller(
    client && side === 'customer' ? (q) => client.command('search.miss', { q }, newKey()) : null,
  );
}
