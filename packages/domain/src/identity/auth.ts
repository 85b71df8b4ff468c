import { mongodbAdapter } from '@better-auth/mongo-adapter';
import { hash, verify } from '@node-rs/argon2';
import type { Database } from '@sportello/models';
// Without the query builder for SQL databases, which would be loaded at every start.
import { betterAuth } from 'better-auth/minimal';

/** What the identity library needs to know. */
export interface AuthOptions {
  /** Signs the session cookie; at least 32 characters. */
  readonly secret: string;
  /** Public origin of the installation. */
  readonly origin: string;
  /** The company a person works for when a session begins; null for the provider's people. */
  readonly firstCompany: (person: string) => Promise<string | null>;
}

/** Memory 19 MiB, two passes: the OWASP recommendation for argon2id. */
const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Seconds a session lives. */
export const SESSION_LIFETIME = 7 * 24 * 60 * 60;

/** Name of the session cookie: bound to this very host where the connection is secure. */
export function cookieName(origin: string): string {
  return origin.startsWith('https:') ? '__Host-sportello' : 'sportello';
}

/** Name of the cookie that makes a device known; it says nothing about a session. */
export function deviceCookieName(origin: string): string {
  return `${cookieName(origin)}_device`;
}

/**
 * The identity library over our database: credentials and sessions are its own collections, people and rights are ours.
 * Its transactions stay off: on an empty database they answer a session that does not exist.
 */
export function createAuth(database: Database, { secret, origin, firstCompany }: AuthOptions) {
  const isSecure = origin.startsWith('https:');
  return betterAuth({
    appName: 'Sportello',
    baseURL: origin,
    secret,
    database: mongodbAdapter(database.connection.getClient().db(database.connection.name), {
      transaction: false,
    }),
    user: { modelName: 'identities' },
    session: {
      modelName: 'sessions',
      expiresIn: SESSION_LIFETIME,
      disableSessionRefresh: true,
      additionalFields: { company: { type: 'string', required: false, input: false } },
    },
    account: { modelName: 'credentials' },
    verification: { modelName: 'verifications' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 8,
      maxPasswordLength: 1_024,
      password: {
        hash: (password) => hash(password, argon2),
        verify: ({ hash: stored, password }) => verify(stored, password),
      },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => ({ data: { ...session, company: await firstCompany(session.userId) } }),
        },
      },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    trustedOrigins: [origin],
    advanced: {
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: cookieName(origin),
          attributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure },
        },
      },
    },
  });
}

/** The identity library, set up. */
export type Auth = ReturnType<typeof createAuth>;
