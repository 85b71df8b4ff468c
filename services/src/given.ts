import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { errorText, ServiceError } from './errors.ts';

/** Milliseconds a server somebody else started is given to answer: it may be starting at the same time. */
const PATIENCE = 20_000;

/**
 * Waits until the MongoDB at this address answers as a replica set, which transactions and change streams need.
 * @throws {ServiceError} `not_ready`
 */
export async function checkMongo(url: string, patience = PATIENCE): Promise<void> {
  await until('MongoDB', hidePassword(url), patience, async () => {
    const { MongoClient } = await import('mongodb');
    const client = new MongoClient(url, { serverSelectionTimeoutMS: 2000 });
    try {
      const hello = await client.db('admin').command({ hello: 1 });
      if (hello.setName === undefined && hello.msg !== 'isdbgrid') throw new Error('it is not a replica set');
    } finally {
      await client.close();
    }
  });
}

/**
 * Waits until the Meilisearch at this address answers and takes the key.
 * @throws {ServiceError} `not_ready`
 */
export async function checkMeilisearch(
  url: string,
  key: string | undefined,
  patience = PATIENCE,
): Promise<void> {
  const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
  await until('Meilisearch', url, patience, async () => {
    const response = await fetch(new URL('/version', url), { headers, signal: AbortSignal.timeout(2000) });
    if (response.status === 401 || response.status === 403) throw new Error('it does not take the key');
    if (!response.ok) throw new Error(`it answers ${response.status}`);
  });
}

/**
 * Waits until somebody listens at the address of this Redis.
 * @throws {ServiceError} `not_ready`
 */
export async function checkRedis(url: string, patience = PATIENCE): Promise<void> {
  const { hostname, port } = new URL(url);
  await until('Redis', hidePassword(url), patience, () => {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port || 6379), timeout: 2000 }, () => {
        socket.destroy();
        resolve();
      });
      socket.once('error', reject);
      socket.once('timeout', () => socket.destroy(new Error('no answer')));
    });
  });
}

async function until(
  title: string,
  address: string,
  patience: number,
  attempt: () => Promise<void>,
): Promise<void> {
  const deadline = Date.now() + patience;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) {
        throw new ServiceError(
          'not_ready',
          `${title} at ${address} cannot be used (${errorText(error)}).`,
          'Start it, or correct its address and its key, or leave the address out and one is started here.',
          { cause: error },
        );
      }
      await delay(250);
    }
  }
}

function hidePassword(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//…@');
}
