import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Context, Visitor } from '../../context.ts';
import { addressBucket, refusedFor } from '../../identity/throttle.ts';

/** Searches of everybody behind one address who is not signed in: an office that types at once, not a program. */
const visitors = { points: 600, duration: 60 };
/** Searches of one person by plain requests; over the live connection its own limits count. */
const people = { points: 3_000, duration: 60 };

/** Slows down whoever asks the search engine without end. It counts in this process: forgetting costs nothing. */
export class SearchThrottle {
  readonly #visitors = new RateLimiterMemory(visitors);
  readonly #people = new RateLimiterMemory(people);

  /**
   * Counts a search before it is made.
   * @returns the milliseconds to wait, or null when it may be made
   */
  admit({ principal }: Context | Visitor, address: string): Promise<number | null> {
    const counted = principal
      ? this.#people.consume(principal.person)
      : this.#visitors.consume(addressBucket(address));
    return counted.then(() => null, refusedFor);
  }
}
