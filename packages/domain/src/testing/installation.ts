import { randomUUID } from 'node:crypto';
import type { CommandInput, CommandName, CommandOutput, Result } from '@sportello/core';
import type { CompanyId, PersonId } from '@sportello/models';
import { DEMO_PASSWORD, demoPerson } from '@sportello/models';
import type { Context } from '../context.ts';
import { type CastIds, loadCast } from '../demo/people.ts';
import type { KeptCookie } from '../identity/cookies.ts';
import { type Installation, type InstallationOptions, openInstallation } from '../installation.ts';
import { run } from '../run.ts';

/** Where a test's servers are; see the services package. */
export type TestServers = Pick<InstallationOptions, 'mongoUrl' | 'meiliUrl' | 'meiliKey'>;

/** An installation of a test's own: the cast, no tickets, and a clock. */
export interface TestInstallation {
  readonly installation: Installation;
  readonly ids: CastIds;
  /** Milliseconds added to the real time. */
  readonly clock: { ahead: number };
  /** The context of somebody of the cast, in their first company or the one named. */
  as(person: PersonId, company?: CompanyId): Promise<Context>;
  /** Signs somebody of the cast in, from an address nobody came from before; answers the cookie header of the session. */
  signIn(
    person: PersonId,
    on?: Installation,
  ): Promise<{ readonly cookie: string; readonly context: Context; readonly session: string }>;
  /** Carries out a command as somebody, with a key of its own. */
  run<N extends CommandName>(
    by: PersonId | Context,
    name: N,
    input: CommandInput<N>,
    key?: string,
  ): Promise<Result<CommandOutput<N>>>;
  /** Opens a plain ticket and answers its id. */
  openTicket(
    by: PersonId,
    fields?: Partial<CommandInput<'ticket.open'>>,
  ): Promise<CommandOutput<'ticket.open'>>;
  /** Opens one more process on the same database, with the same clock. */
  another(overrides?: Partial<InstallationOptions>): Promise<Installation>;
  close(): Promise<void>;
}

/** A cookie as a browser sends it back. */
export function cookieHeader({ name, value }: KeptCookie): string {
  return `${name}=${encodeURIComponent(value)}`;
}

/** Signs the cookies of a test's installation. */
export const TEST_SECRET = 'a-secret-of-the-tests-that-is-long-enough';

/** A ticket's fields when a test does not care. */
export const plainTicket = {
  title: 'Scarto sulla fattura elettronica',
  description: 'In console fattura elettronica ricevo lo scarto 00404.',
  category: 'accounting',
  subcategory: 'e-invoicing',
} as const satisfies CommandInput<'ticket.open'>;

/**
 * Opens an installation on a database and indexes of its own, with the cast loaded.
 * @param name names the database and the indexes; unique in the test run
 */
export async function openTestInstallation(
  servers: TestServers,
  name: string,
  options: Partial<InstallationOptions> = {},
): Promise<TestInstallation> {
  const clock = { ahead: 0 };
  const opened: Installation[] = [];
  const another = async (overrides: Partial<InstallationOptions> = {}): Promise<Installation> => {
    const one = await openInstallation({ ...all, ...overrides });
    opened.push(one);
    return one;
  };
  const all: InstallationOptions = {
    ...servers,
    databaseName: name,
    searchPrefix: name,
    secret: TEST_SECRET,
    origin: 'http://localhost:3000',
    demo: true,
    now: () => Date.now() + clock.ahead,
    ...options,
  };
  const installation = await another();
  const ids = await loadCast(installation);

  const as = async (person: PersonId, company?: CompanyId): Promise<Context> => {
    const { staff, memberships } = demoPerson(person);
    const named = staff ? null : (ids.companies.get(company ?? memberships[0]?.company ?? 'rossi') ?? null);
    const context = await installation.identity.contextOf(ids.people.get(person) ?? '', named, null);
    if (!context) throw new Error(`${person} cannot act for ${company ?? 'any company'}`);
    return context;
  };
  let addresses = 0;
  const signIn: TestInstallation['signIn'] = async (person, on = installation) => {
    addresses += 1;
    const from = { address: `10.1.${addresses >> 8}.${addresses & 255}`, userAgent: 'test' };
    const begun = await on.identity.signIn(demoPerson(person).email, DEMO_PASSWORD, from);
    if (!begun.ok) throw new Error(`${person} cannot sign in: ${begun.code}`);
    const { cookies, context } = begun.data;
    return { cookie: cookieHeader(cookies[0]), context, session: context.session ?? '' };
  };
  const carryOut: TestInstallation['run'] = async (by, command, input, key = randomUUID()) =>
    run(installation, typeof by === 'string' ? await as(by) : by, command, input, key);

  return {
    installation,
    ids,
    clock,
    as,
    signIn,
    another,
    run: carryOut,
    openTicket: async (by, fields = {}) => {
      const opened = await carryOut(by, 'ticket.open', { ...plainTicket, ...fields });
      if (!opened.ok) throw new Error(`${by} cannot open a ticket: ${opened.code}`);
      return opened.data;
    },
    close: async () => {
      await installation.database.connection.dropDatabase();
      await Promise.all(opened.map((one) => one.close()));
    },
  };
}
