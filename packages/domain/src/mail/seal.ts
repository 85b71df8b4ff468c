import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** `<id>.<signature>`. */
const tokenShape = /^([0-9a-f]{24})\.([\w-]{43})$/u;

/** Characters of a mark: 128 bits and a little. */
const MARK_LENGTH = 22;

/** What mails carry that nobody else can make: the links of their footers, and the marks of their numbers. */
export class MailSeal {
  readonly #key: Buffer;

  /** @param secret the installation's secret; the key is derived from it */
  constructor(secret: string) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'sportello mail', 32));
  }

  /** Marks a mail's number as ours, the same at each try, without saying to whom it went. */
  mark(mail: string): string {
    return this.#sign('mail', mail).slice(0, MARK_LENGTH);
  }

  /** What lets whoever holds it end and resume the mails to a person, and do nothing else. */
  tokenFor(person: string): string {
    return `${person}.${this.#sign('unsubscribe', person)}`;
  }

  /** The same for the second address that was named on a ticket, and for nothing of its person's. */
  tokenForSecond(ticket: string): string {
    return `${ticket}.${this.#sign('unsubscribe second', ticket)}`;
  }

  /** The person a token was made for; null when it was not made here. */
  personOf(token: string): string | null {
    return this.#subjectOf(token, 'unsubscribe');
  }

  /** The ticket whose second address a token was made for; null when it was not made here. */
  ticketOf(token: string): string | null {
    return this.#subjectOf(token, 'unsubscribe second');
  }

  #subjectOf(token: string, purpose: string): string | null {
    const [, subject = '', signature = ''] = tokenShape.exec(token) ?? [];
    const [own, given] = [Buffer.from(this.#sign(purpose, subject)), Buffer.from(signature)];
    return own.length === given.length && timingSafeEqual(own, given) ? subject : null;
  }

  #sign(purpose: string, text: string): string {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([purpose, text]))
      .digest('base64url');
  }
}
