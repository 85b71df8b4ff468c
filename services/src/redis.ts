import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOnPath } from './binaries.ts';
import { launch, portTaken, type Service } from './child.ts';
import { installDebianPackages } from './debian.ts';
import { ServiceError } from './errors.ts';
import { freePort } from './ports.ts';
import { REDIS } from './releases.ts';
import type { Report } from './report.ts';

/** How Redis shall run. */
export interface RedisOptions {
  /** Its folder, where it keeps what it holds. Without one it keeps nothing. */
  dataDir?: string;
  /** Chosen free when missing. */
  port?: number;
}

/**
 * The path of `redis-server`, which comes with the system and not with this project.
 * @param options.install whether Debian's package may be installed when it is missing, which needs root
 * @throws {ServiceError} `missing`, with the words how to install it
 */
export async function ensureRedis(options: { install?: boolean; report?: Report } = {}): Promise<string> {
  const found = await findOnPath(REDIS, options.report);
  if (found) return found;
  if (options.install) {
    await installDebianPackages(['redis-server'], REDIS.title, options.report);
    const installed = await findOnPath(REDIS, options.report);
    if (installed) return installed;
  }
  throw new ServiceError(
    'missing',
    `No redis-server ${REDIS.minimum} or newer is on the PATH of this machine.`,
    'Install it: "sudo apt-get install redis-server" on Debian and Ubuntu, "brew install redis" on macOS.',
  );
}

/**
 * Starts Redis from the PATH.
 * @throws {ServiceError} `missing` when there is none, and as `launch`
 */
export async function startRedis(options: RedisOptions = {}): Promise<Service> {
  const executable = await ensureRedis();
  const folder = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'sportello-redis-')));
  const keeps = options.dataDir === undefined ? 'no' : 'yes';
  const service = await launch({
    title: REDIS.title,
    executable,
    folder,
    port: async () => options.port ?? (await freePort()),
    url: (port) => `redis://127.0.0.1:${port}`,
    args: (port) => [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
      ...['--appendonly', keeps, '--save', '', '--daemonize', 'no'],
    ],
    isReady: answers,
  });
  if (options.dataDir === undefined) {
    void service.exited.then(() => rm(folder, { recursive: true, force: true })).catch(() => undefined);
  }
  return service;
}

/** Asks the server for its process number, in its own inline protocol. */
function answers(port: number, pid: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect({ port, host: '127.0.0.1', timeout: 1000 }, () => socket.write('INFO server\r\n'));
    const settle = (ready: boolean) => {
      socket.destroy();
      resolve(ready);
    };
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      text += chunk;
      const process = /^process_id:(\d+)/m.exec(text)?.[1];
      if (process === undefined) return;
      if (Number(process) === pid) return settle(true);
      socket.destroy();
      reject(portTaken(REDIS.title, port));
    });
    socket.on('error', () => settle(false));
    socket.on('timeout', () => settle(false));
    socket.on('close', () => settle(false));
  });
}
