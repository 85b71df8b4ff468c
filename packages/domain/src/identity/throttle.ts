import { isIPv6 } from 'node:net';
import type { Database } from '@sportello/models';
import { RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible';

/** What was tried too often: an account by strangers, anything from one address, or an account from its own device. */
export type Exhausted = 'account' | 'address' | 'device';

/** Why a password is not looked at. */
export interface Denial {
  /** Milliseconds until a further try is allowed. */
  readonly wait: number;
  readonly exhausted: readonly Exhausted[];
}

interface Limit {
  readonly prefix: string;
  readonly points: number;
  /** Seconds. */
  readonly duration: number;
}

/** A try to sign in. */
export interface Attempt {
  readonly account: string;
  readonly address: string;
  /** Id of the device, where it is known for this very account; null: anybody's. */
  readonly device: string | null;
}

/**
 * Wrong passwords of one account from one address, of one account from anywhere, and from one address on any account.
 * A device that is known for the account counts for itself alone: what strangers use up never keeps the owner out.
 */
const limits = {
  accountAndAddress: { prefix: 'login_aa', points: 8, duration: 15 * 60 },
  account: { prefix: 'login_a', points: 60, duration: 60 * 60 },
  device: { prefix: 'login_d', points: 8, duration: 15 * 60 },
  address: { prefix: 'login_ip', points: 120, duration: 15 * 60 },
} as const satisfies Record<string, Limit>;

interface Counter {
  readonly of: Exhausted;
  readonly limiter: RateLimiterMongo;
  readonly keyOf: (attempt: Attempt) => string;
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): number[] {
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/u.exec(address);
  const [a = 0, b = 0, c = 0, d = 0] = dotted?.slice(1).map(Number) ?? [];
  const tail = dotted ? `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}` : '';
  const [head = '', end = ''] = address
    .replace(/%.*$/u, '')
    .replace(/\d+\.\d+\.\d+\.\d+$/u, tail)
    .split('::');
  const numbers = (part: string): number[] =>
    part
      .split(':')
      .filter(Boolean)
      .map((group) => Number.parseInt(group, 16));
  const [left, right] = [numbers(head), numbers(end)];
  return [...left, ...Array<number>(Math.max(0, 8 - left.length - right.length)).fill(0), ...right];
}

/** One bucket per IPv4 address and per IPv6 /64, so that a subscriber cannot hop inside his own network. */
export function addressBucket(address: string): string {
  if (!isIPv6(address)) return address;
  const groups = groupsOf(address);
  const [high = 0, low = 0] = groups.slice(6);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  return groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':');
}

/** Slows down whoever guesses passwords. Counters are in the database: several nodes share them, and no database means no sign-in. */
export class SignInThrottle {
  /** Those that count a stranger's try; the first is the one that a right password empties. */
  readonly #ofStrangers: readonly Counter[];
  readonly #ofKnownDevices: readonly Counter[];

  constructor(database: Database) {
    const limiter = ({ prefix, points, duration }: Limit) =>
      new RateLimiterMongo({
        storeClient: database.connection.getClient(),
        dbName: database.connection.name,
        tableName: 'throttles',
        keyPrefix: prefix,
        points,
        duration,
      });
    this.#ofStrangers = [
      {
        of: 'account',
        limiter: limiter(limits.accountAndAddress),
        keyOf: ({ account, address }) => `${account}|${addressBucket(address)}`,
      },
      { of: 'account', limiter: limiter(limits.account), keyOf: ({ account }) => account },
      { of: 'address', limiter: limiter(limits.address), keyOf: ({ address }) => addressBucket(address) },
    ];
    this.#ofKnownDevices = [
      {
        of: 'device',
        limiter: limiter(limits.device),
        keyOf: ({ account, device }) => `${account}|${device}`,
      },
    ];
  }

  /**
   * Counts a try before it is made, so that tries at the same time count too.
   * @returns null when the password may be looked at
   */
  async admit(attempt: Attempt): Promise<Denial | null> {
    const counters = this.#countersOf(attempt);
    // Who is waiting already does not use up what others have left.
    const waiting = await Promise.all(
      counters.map(async ({ limiter, keyOf }) => waitOf(await limiter.get(keyOf(attempt)), limiter.points)),
    );
    if (waiting.some((wait) => wait > 0)) return denialOf(counters, waiting);
    const counted = await Promise.all(
      counters.map(({ limiter, keyOf }) => limiter.consume(keyOf(attempt)).then(() => 0, refusedFor)),
    );
    return counted.some((wait) => wait > 0) ? denialOf(counters, counted) : null;
  }

  /** Forgets the tries that were counted for this account from here after a right password, and counts this one nowhere. */
  async succeeded(attempt: Attempt): Promise<void> {
    const [own, ...shared] = this.#countersOf(attempt);
    await Promise.all([
      own?.limiter.delete(own.keyOf(attempt)),
      ...shared.map(({ limiter, keyOf }) => limiter.reward(keyOf(attempt))),
    ]);
  }

  #countersOf({ device }: Attempt): readonly Counter[] {
    return device === null ? this.#ofStrangers : this.#ofKnownDevices;
  }
}

/** @param waits milliseconds for which each of the counters keeps one out */
function denialOf(counters: readonly Counter[], waits: readonly number[]): Denial {
  const full = counters.filter((_, index) => (waits[index] ?? 0) > 0);
  return { wait: Math.max(...waits), exhausted: full.map((counter) => counter.of) };
}

function waitOf(state: RateLimiterRes | null, points: number): number {
  return state && state.consumedPoints >= points ? Math.max(1, state.msBeforeNext) : 0;
}

/** Milliseconds to wait, of what a limiter threw; a fault of its own goes on. */
export function refusedFor(reason: unknown): number {
  if (reason instanceof RateLimiterRes) return Math.max(1, reason.msBeforeNext);
  throw reason;
}
