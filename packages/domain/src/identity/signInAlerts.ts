import { createHash } from 'node:crypto';
import { type AccountNotice, type Database, keepLast, planNotice, trusted } from '@sportello/models';
import { deviceWords } from './deviceWords.ts';
import { type Attempt, addressBucket, type Exhausted } from './throttle.ts';

/** Most accounts and addresses that are remembered as told. */
const MOST_REMEMBERED = 20_000;

/** Milliseconds for which nobody is told the same again. */
const REST = 12 * 60 * 60_000;

/** Characters of what tells devices apart. */
const MARK_LENGTH = 16;

/** Where somebody came in from. */
interface NewDevice {
  readonly address: string;
  readonly userAgent?: string | undefined;
}

/**
 * Tells people by mail that passwords are being guessed: the owner when it is his account's, the provider's administrators
 * when one address tries many accounts; and the owner when somebody comes in from a device never seen before. However many tries there are, it costs the database next to nothing.
 */
export class SignInAlerts {
  readonly #database: Database;
  readonly #now: () => number;
  /** When something was told last. */
  readonly #told = new Map<string, number>();

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** Says that a try was refused. It never throws and is not waited for; what cannot be told is told at the next try. */
  raise({ account, address }: Attempt, exhausted: readonly Exhausted[]): void {
    if (exhausted.includes('account'))
      this.#once(`account ${account}`, () => this.#tellOwner(account, address));
    if (exhausted.includes('address'))
      this.#once(`address ${addressBucket(address)}`, () => this.#tellAdministrators(address));
  }

  /**
   * Says that somebody has come in from a device that was never seen before: the owner is told, but for the first time at
   * all. It never throws: who may come in comes in.
   */
  async enteredFromNewDevice(person: string, { address, userAgent = '' }: NewDevice): Promise<void> {
    try {
      const { modifiedCount } = await this.#database.people.updateOne(
        { _id: person, hasEntered: trusted({ $ne: true }) },
        { hasEntered: true },
      );
      if (modifiedCount > 0) return;
      const device = deviceWords(userAgent);
      // A program that keeps no cookies is a new device each time: it is told once a day.
      const which = createHash('sha256')
        .update(`${addressBucket(address)} ${device}`)
        .digest('hex');
      const notice = { kind: 'newDevice', address, ...(device !== '' && { device }) } as const;
      await planNotice(this.#database, person, notice, this.#now(), which.slice(0, MARK_LENGTH));
    } catch {
      // The database is away again: the sign-in itself has succeeded.
    }
  }

  #once(what: string, tell: () => Promise<void>): void {
    const at = this.#now();
    if (at - (this.#told.get(what) ?? Number.NEGATIVE_INFINITY) < REST) return;
    keepLast(this.#told, what, at, MOST_REMEMBERED);
    tell().catch(() => this.#told.delete(what));
  }

  async #tellOwner(email: string, address: string): Promise<void> {
    const owner = await this.#database.people.findOne({ email, active: true }, { _id: 1 }).lean();
    if (owner) await this.#tell(owner._id, { kind: 'guessing', address });
  }

  async #tellAdministrators(address: string): Promise<void> {
    const administrators = await this.#database.people
      .find({ active: true, 'staff.role': 'providerAdministrator' }, { _id: 1 })
      .lean();
    for (const { _id } of administrators) await this.#tell(_id, { kind: 'guessingMany', address });
  }

  #tell(person: string, notice: AccountNotice): Promise<void> {
    return planNotice(this.#database, person, notice, this.#now());
  }
}
