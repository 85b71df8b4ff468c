import { addressBucket } from '@sportello/domain';
import { RateLimiterMemory } from 'rate-limiter-flexible';

/** Events one page may send: bursts are normal (a return from a tunnel), a steady flood is not. */
const perSocket = { points: 300, duration: 5 };
/** Events all pages of a person may send to this process. */
const perPerson = { points: 3_000, duration: 5 };
/** Handshakes from one address. */
const perAddress = { points: 1_200, duration: 10 };
/** Unknown or ill-formed event names before a page is cut. */
const strange = { points: 10, duration: 10 };
/** Events refused for being too many before a page is cut: it was told to wait, and does not. */
const flood = { points: 600, duration: 5 };
/** Most pages of one person at this process. */
const PAGES_OF_PERSON = 1_000;
/** Milliseconds after which somebody with too many pages may try again. */
const PAGES_WAIT = 30_000;

/** Answers the milliseconds to wait; 0 when there is room. */
async function take(limiter: RateLimiterMemory, key: string): Promise<number> {
  const state = await limiter.consume(key).catch((full: unknown) => full);
  if (
    typeof state !== 'object' ||
    state === null ||
    !('remainingPoints' in state) ||
    !('msBeforeNext' in state)
  )
    return 1_000;
  return Number(state.remainingPoints) > 0 || Number(state.msBeforeNext) <= 0
    ? 0
    : Number(state.msBeforeNext);
}

/**
 * Token buckets of this process. Others have their own: what they keep from harm is the process itself. What must be counted
 * over all of them – passwords tried – is counted in the database, see `SignInThrottle`.
 */
export class SocketLimits {
  readonly #socket = new RateLimiterMemory(perSocket);
  readonly #person = new RateLimiterMemory(perPerson);
  readonly #address = new RateLimiterMemory(perAddress);
  readonly #strange = new RateLimiterMemory(strange);
  readonly #flood = new RateLimiterMemory(flood);

  /** Milliseconds a page has to wait before its next event; 0: none. */
  async event(socket: string, person: string): Promise<number> {
    return Math.max(await take(this.#socket, socket), await take(this.#person, person));
  }

  /** Milliseconds before an address may connect again; 0: now. */
  handshake(address: string): Promise<number> {
    return take(this.#address, addressBucket(address));
  }

  /** Milliseconds before a person who has so many pages open may open another; 0: now. */
  page(open: number): number {
    return open < PAGES_OF_PERSON ? 0 : PAGES_WAIT;
  }

  /** True when a page sends so many strange events that it should be cut. */
  async isStrange(socket: string): Promise<boolean> {
    return (await take(this.#strange, socket)) > 0;
  }

  /** True when a page that was told to wait goes on sending until it should be cut. */
  async isFlooding(socket: string): Promise<boolean> {
    return (await take(this.#flood, socket)) > 0;
  }
}
