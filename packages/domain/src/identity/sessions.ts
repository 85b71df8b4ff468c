import { createHash } from 'node:crypto';
import { type Result, refuse } from '@sportello/core';
import { type Database, fullName, type PersonRecord } from '@sportello/models';
import * as z from 'zod';
import type { Context } from '../context.ts';
import type { People } from '../directory.ts';
import { Freshness } from '../freshness.ts';
import { type Auth, cookieName, createAuth, deviceCookieName, SESSION_LIFETIME } from './auth.ts';
import { cookieValue, type KeptCookie, keptCookie } from './cookies.ts';
import { DEVICE_LIFETIME, KnownDevices } from './knownDevices.ts';
import { isSamePrincipal, principalOf } from './principal.ts';
import type { SignInAlerts } from './signInAlerts.ts';
import { SignInThrottle } from './throttle.ts';

/** How identity is set up. */
export interface IdentityOptions {
  readonly secret: string;
  readonly origin: string;
  /** May the demo's people sign in here? */
  readonly demo: boolean;
  /** May what is kept in memory be trusted at this moment? */
  readonly isCurrent: () => boolean;
  readonly alerts: SignInAlerts;
}

/** Where a sign-in comes from. */
export interface SignInOrigin {
  readonly address: string;
  readonly userAgent?: string | undefined;
  /** The `Cookie` header: a device that is known for the account is counted apart. */
  readonly cookies?: string | undefined;
}

/** A session that has just begun. */
export interface BegunSession {
  readonly context: Context;
  /** The session's, then the one that makes the device known. */
  readonly cookies: readonly [session: KeptCookie, device: KeptCookie];
}

interface KnownSession {
  readonly id: string;
  readonly person: string;
  readonly company: string | null;
  readonly expiresAt: number;
}

const storedSession = z.object({
  session: z.object({
    id: z.string(),
    userId: z.string(),
    expiresAt: z.date(),
    company: z.string().nullish(),
  }),
});

/** Characters of what a browser says of itself that are kept. */
const MOST_OF_AGENT = 300;

/** Most sessions kept in memory. */
const KEPT_SESSIONS = 50_000;

/** Who somebody is: signing in, signing out, and turning a cookie into a context. */
export class Identity {
  readonly #database: Database;
  readonly #people: People;
  readonly #options: IdentityOptions;
  readonly #auth: Auth;
  readonly #throttle: SignInThrottle;
  readonly #devices: KnownDevices;
  /** By fingerprint of the cookie, so that no secret stays in memory longer than a request. */
  readonly #known = new Map<string, KnownSession>();
  readonly #freshness = new Freshness();

  constructor(database: Database, people: People, options: IdentityOptions) {
    this.#database = database;
    this.#people = people;
    this.#options = options;
    this.#throttle = new SignInThrottle(database);
    this.#auth = createAuth(database, {
      secret: options.secret,
      origin: options.origin,
      firstCompany: async (id) => (await people.person(id))?.memberships[0]?.company ?? null,
    });
    this.#devices = new KnownDevices({
      secret: options.secret,
      passwordOf: (account) => this.#passwordOf(account),
    });
  }

  /** Name of the session cookie. */
  get cookieName(): string {
    return cookieName(this.#options.origin);
  }

  /**
   * Signs in with e-mail and password.
   * @returns the same refusal for an unknown address, a wrong password and somebody who may not enter
   */
  async signIn(email: string, password: string, from: SignInOrigin): Promise<Result<BegunSession>> {
    const account = email.trim().toLowerCase();
    const ownDevice = cookieValue(from.cookies, deviceCookieName(this.#options.origin));
    const known = await this.#devices.recognise(account, ownDevice);
    const attempt = { account, address: from.address, device: known?.id ?? null };
    const denial = await this.#throttle.admit(attempt);
    if (denial) {
      // Not waited for: how long an answer takes says nothing about an account.
      this.#options.alerts.raise(attempt, denial.exhausted);
      return refuse('too_many_attempts', { retryAfter: denial.wait });
    }
    const session = await this.#verify(account, password, from);
    const context = session && (await this.identify(`${this.cookieName}=${session}`));
    if (!context) return refuse('bad_credentials');
    await this.#throttle.succeeded(attempt);
    if (!this.#devices.wasKnown(account, ownDevice))
      await this.#options.alerts.enteredFromNewDevice(context.principal.person, from);
    const device = await this.#devices.remember(account, known, ownDevice);
    return { ok: true, data: this.#begun(context, decodeURIComponent(session), device) };
  }

  /** @returns the session cookie's value as it is sent; null when nobody may enter with this */
  async #verify(email: string, password: string, from: SignInOrigin): Promise<string | null> {
    const person = await this.#database.people.findOne({ email }).lean<PersonRecord>();
    const mayEnter = person?.active === true && (!person.demo || this.#options.demo);
    const userAgent = (from.userAgent ?? '').slice(0, MOST_OF_AGENT);
    const headers = new Headers({ 'user-agent': userAgent, 'x-forwarded-for': from.address });
    const answer = await this.#auth.api
      .signInEmail({
        body: { email: mayEnter ? email : `nobody@${'invalid'}.example`, password },
        headers,
        returnHeaders: true,
      })
      .catch(() => null);
    if (!answer || !mayEnter) return null;
    const setCookie = answer.headers.getSetCookie().find((line) => line.startsWith(`${this.cookieName}=`));
    return setCookie?.slice(this.cookieName.length + 1).split(';')[0] ?? null;
  }

  #begun(context: Context, session: string, device: string): BegunSession {
    const { origin } = this.#options;
    const secure = origin.startsWith('https:');
    const ofSession = keptCookie(this.cookieName, session, SESSION_LIFETIME, secure);
    const ofDevice = keptCookie(deviceCookieName(origin), device, DEVICE_LIFETIME, secure);
    return { context, cookies: [ofSession, ofDevice] };
  }

  async #passwordOf(account: string): Promise<string | null> {
    const { internalAdapter } = await this.#auth.$context;
    const found = await internalAdapter.findUserByEmail(account, { includeAccounts: true });
    return found?.accounts.find(({ providerId }) => providerId === 'credential')?.password ?? null;
  }

  /**
   * Turns a cookie header into a context; null when nobody is signed in with it.
   * Costs nothing after the first time: the bell forgets a session as soon as it ends, and while it is not heard the
   * database is asked.
   */
  async identify(cookieHeader: string | undefined): Promise<Context | null> {
    const value = cookieValue(cookieHeader, this.cookieName);
    if (!value) return null;
    const fingerprint = createHash('sha256').update(value).digest('base64');
    const kept = this.#options.isCurrent() ? this.#known.get(fingerprint) : undefined;
    const known = kept ?? (await this.#read(value, fingerprint));
    if (!known || known.expiresAt <= Date.now()) return null;
    return this.contextOf(known.person, known.company, known.id);
  }

  /** Is what a cookie header was turned into still so? Asked before an answer leaves that may have taken long. */
  async isStill(context: Context, cookieHeader: string | undefined): Promise<boolean> {
    const now = await this.identify(cookieHeader);
    return now?.session === context.session && isSamePrincipal(now.principal, context.principal);
  }

  /** The context of a person in a company now; null when the right is gone. */
  async contextOf(personId: string, company: string | null, session: string | null): Promise<Context | null> {
    if (!this.#options.isCurrent()) this.#people.forget('people', personId);
    const person = await this.#people.person(personId);
    if (!person || (person.demo && !this.#options.demo)) return null;
    const principal = principalOf(person, company);
    return principal && { principal, name: fullName(person), locale: person.locale, session };
  }

  /** Which of these sessions still exist, asked of the database itself. */
  async aliveSessions(sessions: readonly string[]): Promise<Set<string>> {
    if (sessions.length === 0) return new Set();
    const ids = [...new Set(sessions)].map((id) => objectId(this.#database, id));
    const found = await this.#sessions()
      .find({ _id: { $in: ids }, expiresAt: { $gt: new Date() } }, { projection: { _id: 1 } })
      .toArray();
    return new Set(found.map(({ _id }) => _id.toHexString()));
  }

  /** Ends the session of a cookie, on every node. */
  async signOut(cookieHeader: string | undefined): Promise<void> {
    const context = await this.identify(cookieHeader);
    if (context?.session) await this.endSession(context.session);
  }

  /** Ends a session by id, on every node. */
  async endSession(session: string): Promise<void> {
    await this.#sessions().deleteOne({ _id: objectId(this.#database, session) });
    this.forgetSession(session);
  }

  /**
   * Makes another company of the person the active one of a session.
   * @returns false when the person does not belong to it
   */
  async switchCompany(context: Context, company: string): Promise<boolean> {
    const person = await this.#people.person(context.principal.person);
    if (!context.session || !person?.memberships.some((one) => one.company === company)) return false;
    await this.#sessions().updateOne(
      { _id: objectId(this.#database, context.session) },
      { $set: { company } },
    );
    this.forgetSession(context.session);
    return true;
  }

  /** Forgets a session that changed or ended; all of them without an id. Called by the bell. */
  forgetSession(session?: string): void {
    this.#freshness.forgot(session);
    for (const [fingerprint, known] of this.#known) {
      if (session === undefined || known.id === session) this.#known.delete(fingerprint);
    }
  }

  /**
   * Gives a person a password: demo and tests, later invitations.
   * @returns the id that the person's record must carry
   */
  async enroll(email: string, name: string, password: string): Promise<string> {
    const { internalAdapter, password: hashing } = await this.#auth.$context;
    const existing = await internalAdapter.findUserByEmail(email);
    if (existing) return existing.user.id;
    const identity = await internalAdapter.createUser(
      { email, name, emailVerified: true },
      { method: 'admin' },
    );
    await internalAdapter.linkAccount({
      userId: identity.id,
      providerId: 'credential',
      accountId: identity.id,
      password: await hashing.hash(password),
    });
    return identity.id;
  }

  /** Creates the index the identity library leaves out: sessions that ended remove themselves. */
  async migrate(): Promise<void> {
    await this.#sessions().createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
  }

  #sessions() {
    return this.#database.connection.collection('sessions');
  }

  async #read(value: string, fingerprint: string): Promise<KnownSession | null> {
    const headers = new Headers({ cookie: `${this.cookieName}=${value}` });
    const { value: found, isFresh } = await this.#freshness.during(() =>
      this.#auth.api.getSession({ headers }).catch(() => null),
    );
    const stored = storedSession.safeParse(found);
    if (!stored.success) return null;
    const { id, userId, expiresAt, company } = stored.data.session;
    const known: KnownSession = {
      id,
      person: userId,
      company: company ?? null,
      expiresAt: expiresAt.getTime(),
    };
    if (this.#known.size >= KEPT_SESSIONS) this.#known.clear();
    if (isFresh(id)) this.#known.set(fingerprint, known);
    return known;
  }
}

function objectId(database: Database, id: string) {
  const { ObjectId } = database.connection.base.mongo;
  return new ObjectId(id);
}
