import { type Report, reportWhile, ServiceError } from '@sportello/services';
import { type AppProgram, endAbandonedApp, keepApp } from './app.ts';
import { openInstallation } from './installation.ts';
import type { Kept } from './keepRunning.ts';
import { startServers } from './servers.ts';
import type { Settings } from './settings.ts';

/** A second request to end within this time is the same one: the terminal and npm both send Ctrl+C. */
const SAME_REQUEST = 500;

/** A running installation. */
export interface Running {
  /** Ends everything in order: first who uses the servers, then the servers. */
  stop(): Promise<void>;
  /** Ends everything at once. */
  kill(): Promise<void>;
}

/** What a supervisor runs. */
export interface Plan {
  settings: Settings;
  program: AppProgram;
  /** What must be done before the program can start; runs while the servers start. */
  prepare(): Promise<void>;
  report: Report;
}

/**
 * Starts an installation: servers, then the application. What has been started is ended again if something fails.
 * @throws {ServiceError} why it cannot run
 */
export async function startInstallation(plan: Plan): Promise<Running> {
  const { settings, program, report } = plan;
  const { secrets, claim } = await openInstallation(settings.dataDir);
  const kept: Kept[] = [];
  const running: Running = {
    stop: async () => {
      const [app, ...servers] = kept.toReversed();
      await app?.stop();
      await Promise.all(servers.map((server) => server.stop()));
      await claim.release();
    },
    kill: async () => {
      await Promise.all(kept.map((one) => one.kill()));
      await claim.release();
    },
  };
  try {
    await endAbandonedApp(settings.dataDir);
    const [servers, prepared] = await Promise.allSettled([
      startServers(settings, secrets, report),
      plan.prepare(),
    ]);
    if (servers.status === 'rejected') throw servers.reason;
    kept.push(...servers.value.kept);
    if (prepared.status === 'rejected') throw prepared.reason;
    const app = keepApp(program, settings, secrets, servers.value.addresses, report);
    kept.push(await reportWhile(app, 'The application is starting', report));
    return running;
  } catch (error) {
    await running.stop();
    throw error;
  }
}

/**
 * Ends the installation when the system or the terminal asks: cleanly the first time, at once the second, and at once
 * while it is still starting.
 * @param starting settles when it runs
 */
export function endOnSignals(starting: Promise<Running>, report: Report): void {
  let running: Running | undefined;
  let asked = 0;
  starting.then(
    (started) => {
      running = started;
    },
    () => undefined,
  );
  const end = () => {
    const now = Date.now();
    if (!running) process.exit(1);
    if (asked === 0) {
      asked = now;
      report('Stopping. Once more stops at once.');
      void finish(running.stop());
    } else if (now - asked > SAME_REQUEST) {
      void finish(running.kill());
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
}

async function finish(ending: Promise<void>): Promise<void> {
  try {
    await ending;
    process.exit(0);
  } catch (error) {
    process.exit(fail(error));
  }
}

/** Says why something cannot run, in words where there are any, and returns the exit code. */
export function fail(error: unknown): number {
  const text =
    error instanceof ServiceError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text}\n`);
  return 1;
}
