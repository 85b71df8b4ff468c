import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Claim, claimFolder } from './claim.ts';
import { explainFileError, ServiceError } from './errors.ts';
import { explainLog } from './log.ts';
import { GIVING_BACK, isPortFree } from './ports.ts';

/** How a child process ended: its exit code, or the signal that ended it. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A server that runs as a child process of this one. */
export interface Service {
  /** Where it answers. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Asks it to end, insists after a while, and returns when it is gone. */
  stop(): Promise<void>;
  /** Ends it as a power cut would (SIGKILL) and returns when it is gone. */
  kill(): Promise<void>;
  /** Settles when it has ended, for whatever reason. Never rejects. */
  readonly exited: Promise<Exit>;
}

/** What `launch` needs to know of a server. */
export interface Launch {
  /** Its name for people. */
  title: string;
  executable: string;
  args(port: number): readonly string[];
  /** Added to the environment of this process. */
  env?: Readonly<Record<string, string>>;
  /** The folder of this one server: its claim and its log live here. */
  folder: string;
  /** The port it must have; asked once the folder is ours and whatever ran there has ended. */
  port(): Promise<number>;
  url(port: number): string;
  /**
   * Whether it serves. Called again and again until it says so.
   * @throws {ServiceError} when whoever answers on the port is not the child `pid`
   */
  isReady(port: number, pid: number): Promise<boolean>;
  /** Milliseconds until it must serve. */
  patience?: number;
  /** Where its output goes: a file in its folder, which explains a failure, or the terminal. A file when missing. */
  output?: 'file' | 'terminal';
}

const POLL = 25;
/** A child that lost its port to somebody else needs a moment to notice and end. */
const SETTLE = 60;
const STOP_PATIENCE = 15_000;

/**
 * Starts a server and waits until it serves.
 * @throws {ServiceError} `in_use` for a folder where it runs already, `port_taken` when somebody else has the port,
 *   `disk_full`, `not_allowed`, `wrong_version`, `not_ready` or `failed` with the end of its log
 */
export async function launch(spec: Launch): Promise<Service> {
  const claim = await claimFolder(spec.folder, spec.title);
  try {
    const port = await spec.port();
    if (!(await isPortFree(port, GIVING_BACK))) throw portTaken(spec.title, port);
    return await startChild(spec, port, claim);
  } catch (error) {
    await claim.release();
    throw explainFileError(error, spec.folder);
  }
}

async function startChild(spec: Launch, port: number, claim: Claim): Promise<Service> {
  const log = join(spec.folder, 'output.log');
  await rename(log, `${log}.1`).catch(() => undefined);
  const file = openSync(log, 'w');
  const output = spec.output === 'terminal' ? 'inherit' : file;
  const child = spawn(spec.executable, spec.args(port), {
    cwd: spec.folder,
    env: { ...process.env, ...spec.env },
    stdio: ['ignore', output, output],
    // A group of its own: Ctrl+C in the terminal must reach the supervisor, which ends servers in the right order.
    detached: true,
  });
  closeSync(file);
  endWithThisProcess(child);
  const exited = watchExit(child, claim);
  const pid = await spawned(child, spec);
  await claim.note(pid);
  const service: Service = {
    url: spec.url(port),
    port,
    pid,
    exited,
    stop: () => end(child, exited, 'SIGTERM'),
    kill: () => end(child, exited, 'SIGKILL'),
  };
  await waitUntilReady(spec, service, child, log);
  return service;
}

/** When this process ends without having stopped the server, the server is asked to end too. */
function endWithThisProcess(child: ChildProcess): void {
  const ask = () => child.kill('SIGTERM');
  process.once('exit', ask);
  child.once('exit', () => process.off('exit', ask));
}

function watchExit(child: ChildProcess, claim: Claim): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      void claim
        .release()
        .catch(() => undefined)
        .then(() => resolve({ code, signal }));
    });
  });
}

function spawned(child: ChildProcess, spec: Launch): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      reject(
        new ServiceError(
          'failed',
          `${spec.title} cannot be started from ${spec.executable}: ${error.message}.`,
          'Remove that file, so that it is fetched again, and start again.',
          { cause: error },
        ),
      );
    });
    child.once('spawn', () => {
      if (child.pid !== undefined) resolve(child.pid);
    });
  });
}

async function waitUntilReady(
  spec: Launch,
  service: Service,
  child: ChildProcess,
  log: string,
): Promise<void> {
  const patience = spec.patience ?? 60_000;
  const deadline = Date.now() + patience;
  try {
    for (;;) {
      const ready = await spec.isReady(service.port, service.pid);
      if (ready) await delay(SETTLE);
      if (hasEnded(child)) throw explainLog(spec.title, spec.folder, await readLog(log));
      if (ready) return;
      if (Date.now() > deadline) {
        throw new ServiceError(
          'not_ready',
          `${spec.title} was started and did not answer within ${Math.round(patience / 1000)} s.`,
          `Its log is ${log}.`,
        );
      }
      await delay(POLL);
    }
  } catch (error) {
    await service.kill();
    throw error;
  }
}

async function readLog(log: string): Promise<string> {
  return await readFile(log, 'utf8').catch(() => '');
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function end(child: ChildProcess, exited: Promise<Exit>, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(child)) return void (await exited);
  child.kill(signal);
  const insist = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE);
  await exited;
  clearTimeout(insist);
}

/** The error for a port that somebody else listens on. */
export function portTaken(title: string, port: number): ServiceError {
  return new ServiceError(
    'port_taken',
    `${title} needs port ${port}, and another program listens there.`,
    'End that program, or choose another port.',
  );
}
