import { join } from 'node:path';
import { type ApplicationOptions, claimFolder, type Report, startApplication } from '@sportello/services';
import type { Secrets } from './installation.ts';
import { type Kept, keepRunning } from './keepRunning.ts';
import type { Addresses } from './servers.ts';
import type { Settings } from './settings.ts';

/** The first start loads the demo and fills the search indexes. */
const PATIENCE = 180_000;

/** Of the application, in the data folder. */
const FOLDER = 'app';

/** Which program serves, and where its output goes. */
export type AppProgram = Pick<ApplicationOptions, 'root' | 'args' | 'output'> & {
  env: Readonly<Record<string, string>>;
};

/** The built application. It says little: its log is for whoever looks for a fault. */
export function builtApp(root: string): AppProgram {
  return { root, env: { LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' } };
}

/** The application from its source, started again when a source of the server changes; Vite looks after the pages. */
export function appFromSource(root: string): AppProgram {
  const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
  // Vite writes its compiled configuration below node_modules, and removes it again.
  const others = ['apps/web/**', 'node_modules/**'].flatMap((glob) => ['--exclude', join(root, glob)]);
  const watch = ['watch', '--clear-screen=false', ...others];
  const args = [tsx, ...watch, '--conditions=development', join(root, 'apps/realtime/src/main.ts')];
  return { root, args, output: 'terminal', env: { PAGES_FROM_SOURCE: '1' } };
}

/**
 * Starts the application on its port, waits until it says that it is healthy, and keeps it running.
 * @throws {ServiceError} `port_taken`, `not_ready` or `failed` with its last words
 */
export async function keepApp(
  program: AppProgram,
  settings: Settings,
  secrets: Secrets,
  addresses: Addresses,
  report: Report,
): Promise<Kept> {
  const { env, ...how } = program;
  return await keepRunning({
    title: 'The application',
    report,
    start: () =>
      startApplication({
        ...how,
        title: 'Sportello',
        folder: join(settings.dataDir, FOLDER),
        port: settings.port,
        patience: PATIENCE,
        env: { ...appEnvironment(settings, secrets, addresses), ...env },
      }),
  });
}

/** Ends an application that a killed supervisor has left behind, before the servers it uses are ended and started. */
export async function endAbandonedApp(dataDir: string): Promise<void> {
  const claim = await claimFolder(join(dataDir, FOLDER), 'Sportello');
  await claim.release();
}

function appEnvironment(settings: Settings, secrets: Secrets, addresses: Addresses): Record<string, string> {
  return {
    ORIGIN: settings.origin,
    DATA_DIR: settings.dataDir,
    MONGO_URL: addresses.mongoUrl,
    MEILI_URL: addresses.meiliUrl,
    ...(addresses.meiliMasterKey !== undefined && { MEILI_MASTER_KEY: addresses.meiliMasterKey }),
    ...(addresses.redisUrl !== undefined && { REDIS_URL: addresses.redisUrl }),
    AUTH_SECRET: secrets.authSecret,
    WEB: '1',
    WORKER: '1',
    ...(settings.demo && { DEMO: '1' }),
  };
}
