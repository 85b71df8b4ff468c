import { RateLimiterMemory } from 'rate-limiter-flexible';
import { addressBucket, refusedFor } from '../identity/throttle.ts';

/** What everybody behind one address may say of articles, and read: an office, not a program. */
const votes = { points: 30, duration: 10 * 60 };
const views = { points: 300, duration: 10 * 60 };
/** Readings of one article from one address that count. */
const viewsOfOne = { points: 10, duration: 60 * 60 };

/** Slows down whoever counts without end and without signing in. It counts in this process: forgetting costs nothing. */
export class VisitorThrottle {
  readonly #votes = new RateLimiterMemory(votes);
  readonly #views = new RateLimiterMemory(views);
  readonly #viewsOfOne = new RateLimiterMemory(viewsOfOne);

  /** @returns the milliseconds to wait before saying something of an article; null: none */
  vote(address: string): Promise<number | null> {
    return this.#votes.consume(addressBucket(address)).then(() => null, refusedFor);
  }

  /** @returns the milliseconds to wait before reading an article counts; null: none */
  async view(address: string, slug: string): Promise<number | null> {
    const bucket = addressBucket(address);
    const wait = await this.#views.consume(bucket).then(() => null, refusedFor);
    return wait ?? this.#viewsOfOne.consume(`${bucket}|${slug}`).then(() => null, refusedFor);
  }
}
