import { createHmac, hkdfSync } from 'node:crypto';

/** Characters of a seal: 96 bits. */
const LENGTH = 16;

/** Tells people of one search apart without saying who they are, and without being the same in two searches. */
export class MissSeal {
  readonly #key: Buffer;

  /** @param secret the installation's secret; the key is derived from it */
  constructor(secret: string) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'sportello missed searches', 32));
  }

  /** The seal of a person in a search. */
  of(search: string, person: string): string {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([search, person]))
      .digest('base64url')
      .slice(0, LENGTH);
  }
}
