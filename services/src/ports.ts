import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { ServiceError } from './errors.ts';

/**
 * Below the ranges from which Linux (32768…) and macOS (49152…) lend ports to outgoing connections: a port that is
 * kept over restarts must not be lost to somebody's browser in between.
 */
const FIRST = 20_000;
const LAST = 32_000;

/** Milliseconds in which a port may be given back by a process that has just ended. */
export const GIVING_BACK = 1000;

/**
 * Whether nobody listens on this port of the loopback interface (or of all interfaces).
 * @param patience milliseconds to wait for it to become free: a process that has just ended gives its port back a
 *   moment after it has left the process table
 */
export async function isPortFree(port: number, patience = 0): Promise<boolean> {
  const deadline = Date.now() + patience;
  for (;;) {
    if ((await canListen(port, '127.0.0.1')) && (await canListen(port, undefined))) return true;
    if (Date.now() >= deadline) return false;
    await delay(50);
  }
}

function canListen(port: number, host: string | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, exclusive: true, ...(host === undefined ? {} : { host }) }, () => {
      server.close(() => resolve(true));
    });
  });
}

/**
 * A port nobody listens on.
 * @throws {ServiceError} `port_taken` when a hundred tries found none
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    if (await isPortFree(port)) return port;
  }
  throw new ServiceError(
    'port_taken',
    `No free port was found between ${FIRST} and ${LAST}.`,
    'End some of the programs that listen on this machine and start again.',
  );
}
