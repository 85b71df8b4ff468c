import * as z from 'zod';
import { type Installation, type InstallationOptions, openInstallation } from './installation.ts';
import { isOnThisMachine, readServerAddress, type ServerAddress } from './serverAddresses.ts';

/** `address` or `Name <address>`, strictly: it goes into a header. */
const mailFrom = z
  .string()
  .max(300)
  .regex(
    /^(?:[^<>"\p{C}]+ <[\w.%+-]+@[\w-]+(?:\.[\w-]+)*>|[\w.%+-]+@[\w-]+(?:\.[\w-]+)*)$/u,
    'MAIL_FROM must be an address, or a name and an address: Support <support@help.example>',
  )
  .transform((text) => {
    const [, name, address] = /^(.+) <(.+)>$/u.exec(text) ?? [];
    return { name: name ?? null, address: address ?? text };
  });

const missing = z.literal('').transform(() => undefined);

const flag = z
  .enum(['0', '1', 'true', 'false', ''])
  .optional()
  .transform((value) => value === '1' || value === 'true');

/** A random text of 32 hexadecimal digits has more different ones than this but once in a million. */
const SECRET_VARIETY = 8;

/** What anybody on the network could walk in through, with what to do about it. */
function openDoors(values: {
  readonly ORIGIN: string;
  readonly MONGO_URL: string;
  readonly REDIS_URL?: string | undefined;
}): (readonly [field: string, message: string])[] {
  const origin = readServerAddress(values.ORIGIN);
  const mongo = readServerAddress(values.MONGO_URL);
  const redis = values.REDIS_URL === undefined ? null : readServerAddress(values.REDIS_URL);
  const isOpen = (server: ServerAddress | null): boolean =>
    server !== null && !server.hasPassword && !isOnThisMachine(server);
  return [
    ...(values.ORIGIN.startsWith('http:') && origin && !isOnThisMachine(origin)
      ? [
          [
            'ORIGIN',
            'must begin with https://: over http passwords and sessions can be read on the way',
          ] as const,
        ]
      : []),
    ...(isOpen(mongo) && !/[?&]authMechanism=/iu.test(values.MONGO_URL)
      ? [
          [
            'MONGO_URL',
            'has no user and password: let MongoDB ask for them, mongodb://user:password@host',
          ] as const,
        ]
      : []),
    ...(isOpen(redis)
      ? [
          [
            'REDIS_URL',
            'has no password: let Redis ask for one (requirepass), redis://:password@host',
          ] as const,
        ]
      : []),
  ];
}

/** The settings of a process, as the environment gives them. */
const environment = z
  .object({
    MONGO_URL: z
      .string('MONGO_URL must be the mongodb:// address of a replica set')
      .regex(/^mongodb(\+srv)?:\/\//, 'MONGO_URL must be the mongodb:// address of a replica set')
      .refine((address) => readServerAddress(address), 'MONGO_URL names no server that could be reached'),
    MEILI_URL: z.url({ error: 'MEILI_URL must be the http:// address of Meilisearch' }),
    MEILI_MASTER_KEY: z.string().min(16, 'MEILI_MASTER_KEY must have at least 16 characters'),
    REDIS_URL: z
      .url()
      .optional()
      .or(z.literal('').transform(() => undefined)),
    ORIGIN: z.url({ error: 'ORIGIN must be the address people open, for example https://help.example' }),
    AUTH_SECRET: z
      .string()
      .min(32, {
        abort: true,
        error: 'AUTH_SECRET must have at least 32 characters; keep it, or everybody has to sign in again',
      })
      .refine(
        (secret) => new Set(secret).size >= SECRET_VARIETY,
        'AUTH_SECRET is no secret: take a long random text, for example from `openssl rand -hex 32`',
      ),
    /** `production` refuses what is only harmless on one machine: see {@link openDoors}. */
    NODE_ENV: z.string().optional(),
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    SEARCH_PREFIX: z
      .string()
      .regex(/^[a-z0-9_-]+$/)
      .default('sportello'),
    /** Where mails leave; without it they are kept until there is one, or shown where this is a demo. */
    SMTP_URL: z
      .url({
        protocol: /^smtps?$/,
        error: 'SMTP_URL must be an address like smtps://user:password@mail.example:465',
      })
      .optional()
      .or(missing),
    /** Whom mails come from. */
    MAIL_FROM: mailFrom.optional().or(missing),
    /** Seconds without a new entry after which the mail about a burst leaves. */
    MAIL_QUIET: z.coerce.number().min(0).max(3_600).default(120),
    DEMO: flag,
    /** Serve the pages from this process too. */
    WEB: flag,
    /** Run the consumers (search, mail, later timers) in this process. */
    WORKER: flag,
    /** Accept sockets and the HTTP API; off in a process that only works. */
    REALTIME: z
      .enum(['0', '1', 'true', 'false'])
      .default('1')
      .transform((value) => value === '1' || value === 'true'),
    /** Pages from source, for development. Not called DEV: test runners set that for themselves, and it is inherited. */
    PAGES_FROM_SOURCE: flag,
    /** How many proxies in front may be believed about a client's address. */
    TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  })
  .refine(({ SMTP_URL, MAIL_FROM }) => !SMTP_URL || MAIL_FROM, {
    path: ['MAIL_FROM'],
    error: 'MAIL_FROM must say whom mails come from, where SMTP_URL says how they leave',
  })
  .superRefine((values, context) => {
    if (values.NODE_ENV !== 'production') return;
    for (const [field, message] of openDoors(values))
      context.addIssue({ code: 'custom', path: [field], message });
  });

/** See {@link readEnvironment}. */
export type Environment = z.output<typeof environment>;

/** A setting is missing or wrong; the message says which and what to write. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/**
 * Reads the settings of a process.
 * @throws EnvironmentError with one line a fault
 */
export function readEnvironment(source: NodeJS.ProcessEnv): Environment {
  const parsed = environment.safeParse(source);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new EnvironmentError(lines.join('\n'));
}

/** How to open the installation that the environment describes. */
export function installationOptions(env: Environment): InstallationOptions {
  return {
    mongoUrl: env.MONGO_URL,
    meiliUrl: env.MEILI_URL,
    meiliKey: env.MEILI_MASTER_KEY,
    searchPrefix: env.SEARCH_PREFIX,
    secret: env.AUTH_SECRET,
    origin: new URL(env.ORIGIN).origin,
    demo: env.DEMO,
  };
}

let served: Promise<Installation> | null = null;

/** Makes an open installation the one that this process serves: pages mounted in it use the same connection. */
export function serveInstallation(installation: Installation): void {
  served = Promise.resolve(installation);
}

/** The installation this process serves; opened from the environment the first time when nobody opened it before. */
export function servedInstallation(): Promise<Installation> {
  served ??= openInstallation(installationOptions(readEnvironment(process.env))).catch((error: unknown) => {
    served = null;
    throw error;
  });
  return served;
}
