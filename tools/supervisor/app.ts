import { join } from 'node:path';
import { claimFolder, launch, type Report, type Service } from '@sportello/services';
import type { Secrets } from './installation.ts';
import { type Kept, keepRunning } from './keepRunning.ts';
import type { Addresses } from './servers.ts';
import type { Settings } from './settings.ts';

/** The first start loads the demo and fills the search indexes. */
const PATIENCE = 180_000;

/** Of the application, in the data folder. */
const FOLDER = 'app';

/** Which program serves: its arguments to Node.js, and where its output goes. */
export interface AppProgram {
  args: readonly string[];
  output: 'file' | 'terminal';
  env: Readonly<Record<string, string>>;
}

/** The built application. */
export function builtApp(root: string): AppProgram {
  return {
    args: ['--enable-source-maps', join(root, 'apps/realtime/dist/main.js')],
    output: 'file',
    env: {},
  };
}

/** The application from its source, started again when a source of the server changes; Vite looks after the pages. */
export function appFromSource(root: string): AppProgram {
  const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
  // Vite writes its compiled configuration below node_modules, and removes it again.
  const others = ['apps/web/**', 'node_modules/**'].flatMap((glob) => ['--exclude', join(root, glob)]);
  const watch = ['watch', '--clear-screen=false', ...others];
  const args = [tsx, ...watch, '--conditions=development', join(root, 'apps/realtime/src/main.ts')];
  return { args, output: 'terminal', env: { DEV: '1' } };
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
  const env = { ...appEnvironment(settings, secrets, addresses), ...program.env };
  return await keepRunning({
    title: 'The application',
    report,
    start: () => startApp(program, settings, env),
  });
}

/** Ends an application that a killed supervisor has left behind, before the servers it uses are ended and started. */
export async function endAbandonedApp(dataDir: string): Promise<void> {
  const claim = await claimFolder(join(dataDir, FOLDER), 'Sportello');
  await claim.release();
}

function startApp(program: AppProgram, settings: Settings, env: Record<string, string>): Promise<Service> {
  return launch({
    title: 'Sportello',
    executable: process.execPath,
    args: () => program.args,
    env,
    folder: join(settings.dataDir, FOLDER),
    port: async () => settings.port,
    url: (port) => `http://localhost:${port}`,
    isReady: isHealthy,
    patience: PATIENCE,
    output: program.output,
  });
}

function appEnvironment(settings: Settings, secrets: Secrets, addresses: Addresses): Record<string, string> {
  return {
    PORT: String(settings.port),
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

async function isHealthy(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(5000) });
    return response.status === 200;
  } catch {
    return false;
  }
}
