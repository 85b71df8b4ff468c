import { resolve } from 'node:path';
import { ServiceError } from '@sportello/services';
import { z } from 'zod';

const address = (...protocols: string[]) => {
  const pattern = new RegExp(`^(${protocols.join('|')})://.+`);
  return z
    .string()
    .regex(pattern, `must begin with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`);
};

const Environment = z.object({
  PORT: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be 1 or more')
    .max(65_535, 'must be 65535 or less')
    .default(3000),
  DATA_DIR: z.string().default('./data'),
  MONGO_URL: address('mongodb', 'mongodb\\+srv').optional(),
  MEILI_URL: address('http', 'https').optional(),
  MEILI_MASTER_KEY: z.string().min(16, 'must have 16 characters or more').optional(),
  REDIS_URL: address('redis', 'rediss').optional(),
  ORIGIN: address('http', 'https').optional(),
  NODE_ENV: z.string().optional(),
});

/** What the environment and the command line say about how to run on this machine. */
export interface Settings {
  port: number;
  /** Absolute. */
  dataDir: string;
  /** The address browsers use. */
  origin: string;
  /** Addresses of servers that run elsewhere; what is missing is started here. */
  mongoUrl?: string;
  meiliUrl?: string;
  meiliMasterKey?: string;
  redisUrl?: string;
  /** Whether the demo installation with its accounts is served. */
  demo: boolean;
}

/**
 * Reads the settings. Empty variables count as missing; relative folders are taken from `root`.
 * @throws {ServiceError} `failed`, naming each variable that cannot be used and why
 */
export function readSettings(env: NodeJS.ProcessEnv, args: readonly string[], root: string): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const reasons = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new ServiceError(
      'failed',
      `The settings cannot be used: ${reasons.join('; ')}.`,
      'Correct them and start again.',
    );
  }
  const values = parsed.data;
  return {
    port: values.PORT,
    dataDir: resolve(root, values.DATA_DIR),
    origin: values.ORIGIN ?? `http://localhost:${values.PORT}`,
    ...(values.MONGO_URL !== undefined && { mongoUrl: values.MONGO_URL }),
    ...(values.MEILI_URL !== undefined && { meiliUrl: values.MEILI_URL }),
    ...(values.MEILI_MASTER_KEY !== undefined && { meiliMasterKey: values.MEILI_MASTER_KEY }),
    ...(values.REDIS_URL !== undefined && { redisUrl: values.REDIS_URL }),
    demo: wantsDemo(values, args),
  };
}

/** The demo accounts have a public password: they are for a database of our own, or for one that asks for them by name. */
function wantsDemo(values: z.infer<typeof Environment>, args: readonly string[]): boolean {
  const asked = args.includes('--demo');
  if (values.NODE_ENV === 'production') {
    if (!asked) return false;
    throw new ServiceError(
      'failed',
      'The demo has accounts with a public password and is not for production.',
      'Leave --demo out, or NODE_ENV=production.',
    );
  }
  return asked || values.MONGO_URL === undefined;
}
