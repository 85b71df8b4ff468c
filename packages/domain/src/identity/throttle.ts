import type { Database } from '@sportello/models';
import { RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible';

/** Milliseconds until a further try is allowed; null when one is allowed now. */
export type Verdict = number | null;

interface Limit {
  readonly prefix: string;
  readonly points: number;
  /** Seconds. */
  readonly duration: number;
}

/** Wrong passwords of one account from one address, of one account from anywhere, and from one address on any account. */
const limits = {
  accountAndAddress: { prefix: 'login_aa', points: 8, duration: 15 * 60 },
  account: { prefix: 'login_a', points: 60, duration: 60 * 60 },
  address: { prefix: 'login_ip', points: 120, duration: 15 * 60 },
} as const satisfies Record<string, Limit>;

/** One bucket per IPv4 address and per IPv6 /64, so that a subscriber cannot hop inside his own network. */
export function addressBucket(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu.exec(address);
  if (mapped?.[1]) return mapped[1];
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const zeros = address.includes('::') ? Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0') : [];
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}

/** Slows down whoever guesses passwords. Counters are in the database: several nodes share them, and no database means no sign-in. */
export class SignInThrottle {
  readonly #limiters: { readonly limiter: RateLimiterMongo; readonly keyOf: (email: string, address: string) => string }[];

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
    this.#limiters = [
      { limiter: limiter(limits.accountAndAddress), keyOf: (email, address) => `${email}|${addressBucket(address)}` },
      { limiter: limiter(limits.account), keyOf: (email) => email },
      { limiter: limiter(limits.address), keyOf: (_, address) => addressBucket(address) },
    ];
  }

  /** May this account be tried from this address now? */
  async check(email: string, address: string): Promise<Verdict> {
    const states = await Promise.all(
      this.#limiters.map(async ({ limiter, keyOf }) => ({ limiter, state: await limiter.get(keyOf(email, address)) })),
    );
    const waits = states.map(({ limiter, state }) => (state && state.consumedPoints >= limiter.points ? state.msBeforeNext : 0));
    const longest = Math.max(...waits);
    return longest > 0 ? longest : null;
  }

  /** Counts a wrong try. */
  async failed(email: string, address: string): Promise<void> {
    await Promise.all(this.#limiters.map(({ limiter, keyOf }) => limiter.consume(keyOf(email, address)).catch(ignoreFull)));
  }

  /** Forgets the wrong tries of an account from an address after a right one. */
  async succeeded(email: string, address: string): Promise<void> {
    const [own] = this.#limiters;
    await own?.limiter.delete(own.keyOf(email, address));
  }
}

function ignoreFull(reason: unknown): void {
  if (!(reason instanceof RateLimiterRes)) throw reason;
}
