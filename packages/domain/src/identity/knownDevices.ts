import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** Seconds a device stays known after the last sign-in from it. */
export const DEVICE_LIFETIME = 180 * 24 * 60 * 60;

/** Accounts that one device may be known for: a shared computer keeps the latest. */
const MOST_ACCOUNTS = 4;

/** What known devices stand on. */
export interface KnownDevicesOptions {
  /** The installation's secret; the key is derived from it. */
  readonly secret: string;
  /** The stored hash of an account's password; null where it has none. A changed password ends every known device. */
  readonly passwordOf: (account: string) => Promise<string | null>;
  /** Epoch milliseconds; tests bring their own. */
  readonly now?: () => number;
}

/** A device that has proved to be known for an account. */
export interface KnownDevice {
  readonly id: string;
  /** The token that proved it: the next one takes its place. */
  readonly token: string;
}

/** `1.<device>.<issued, seconds>.<password>.<signature>`: nothing in it says whose it is. */
const tokenShape = /^1\.([\w-]{22})\.(\d{1,12})\.([\w-]{43})\.([\w-]{43})$/u;

/**
 * Devices on which somebody has signed in, told by a signed cookie. It opens nothing: it only lets the tries of its own
 * device be counted apart from those of strangers. Nothing is stored.
 */
export class KnownDevices {
  readonly #key: Buffer;
  readonly #passwordOf: KnownDevicesOptions['passwordOf'];
  readonly #now: () => number;

  constructor({ secret, passwordOf, now = Date.now }: KnownDevicesOptions) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'sportello known device', 32));
    this.#passwordOf = passwordOf;
    this.#now = now;
  }

  /**
   * Recognises a device by its cookie. The account is looked up only when the signature is right, so that a made-up cookie
   * learns nothing, not even from the time it takes.
   * @returns null for a device that is not known for this very account, or was so with another password or too long ago
   */
  async recognise(account: string, cookie: string | null): Promise<KnownDevice | null> {
    for (const token of tokensOf(cookie)) {
      const [, id = '', issued = '', password = '', signature = ''] = tokenShape.exec(token) ?? [];
      if (!isEqual(signature, this.#sign(['device', account, id, issued, password]))) continue;
      if (this.#now() / 1_000 - Number(issued) >= DEVICE_LIFETIME) continue;
      if (isEqual(password, await this.#passwordMark(account))) return { id, token };
    }
    return null;
  }

  /**
   * Was this device ever known for an account, even with another password or too long ago? It opens nothing and earns
   * nothing: whoever comes in from it is not told to the owner as a stranger.
   */
  wasKnown(account: string, cookie: string | null): boolean {
    return tokensOf(cookie).some((token) => {
      const [, id = '', issued = '', password = '', signature = ''] = tokenShape.exec(token) ?? [];
      return isEqual(signature, this.#sign(['device', account, id, issued, password]));
    });
  }

  /** The value of the cookie that makes a device known for an account, beside those it is known for already. */
  async remember(account: string, known: KnownDevice | null, cookie: string | null): Promise<string> {
    const id = known?.id ?? randomBytes(16).toString('base64url');
    const issued = String(Math.floor(this.#now() / 1_000));
    const password = await this.#passwordMark(account);
    const signature = this.#sign(['device', account, id, issued, password]);
    const others = tokensOf(cookie).filter((token) => token !== known?.token);
    return [['1', id, issued, password, signature].join('.'), ...others].slice(0, MOST_ACCOUNTS).join('~');
  }

  /** Tells one password from the next without saying anything about either. */
  async #passwordMark(account: string): Promise<string> {
    return this.#sign(['password', account, (await this.#passwordOf(account)) ?? '']);
  }

  #sign(parts: readonly string[]): string {
    return createHmac('sha256', this.#key).update(JSON.stringify(parts)).digest('base64url');
  }
}

/** The well-formed tokens of a cookie, few enough that checking them costs nothing. */
function tokensOf(cookie: string | null): string[] {
  return (cookie ?? '').split('~', MOST_ACCOUNTS).filter((token) => tokenShape.test(token));
}

function isEqual(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
