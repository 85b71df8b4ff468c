import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Document, MongoClient } from 'mongodb';
import { resolveBinary } from './binaries.ts';
import { launch, portTaken, type Service } from './child.ts';
import { keepPort, keptPort } from './keptPort.ts';
import { freePort, GIVING_BACK, isPortFree } from './ports.ts';
import { MONGOD } from './releases.ts';
import type { Report } from './report.ts';

const REPLICA_SET = 'rs0';
const NOT_YET_INITIALIZED = 94;
const NOT_A_MEMBER = 93;

/** How MongoDB shall run. */
export interface MongoOptions {
  /** Its folder: data, port, log. Made if missing. */
  dataDir: string;
  /** Chosen free at the first start and kept from then on. */
  port?: number;
  /** Memory for its cache in GB. */
  cacheGB?: number;
  /** Told what takes time. */
  report?: Report;
}

/**
 * Starts MongoDB as a replica set of one member, ready to be written to, with server-side JavaScript off.
 * `url` names the replica set and no database.
 * @throws {ServiceError} when it cannot be had or started
 */
export async function startMongo(options: MongoOptions): Promise<Service> {
  const { dataDir, cacheGB = 0.25, report } = options;
  const executable = await resolveBinary(MONGOD, report);
  const files = join(dataDir, 'db');
  const service = await launch({
    title: MONGOD.title,
    executable,
    folder: dataDir,
    port: async () => {
      await mkdir(files, { recursive: true });
      return options.port ?? (await usualPort(dataDir, report));
    },
    url: (port) => `mongodb://127.0.0.1:${port}/?replicaSet=${REPLICA_SET}`,
    args: (port) => [
      ...['--dbpath', files, '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket'],
      ...['--replSet', REPLICA_SET, '--oplogSize', '128', '--wiredTigerCacheSizeGB', String(cacheGB)],
      ...['--quiet', '--noscripting', '--setParameter', 'diagnosticDataCollectionEnabled=false'],
    ],
    isReady: isWritable,
  });
  await keepPort(dataDir, service.port);
  return service;
}

/** The port it had at the last start, so that addresses stay true, else a free one. */
async function usualPort(dataDir: string, report?: Report): Promise<number> {
  const kept = await keptPort(dataDir);
  if (kept === undefined) return await freePort();
  if (await isPortFree(kept, GIVING_BACK)) return kept;
  const other = await freePort();
  report?.(
    `Port ${kept}, which MongoDB used the last time, is taken by another program: it uses ${other} now.`,
  );
  return other;
}

/** One look at the server: begins or mends the replica set if need be, and says whether it takes writes. */
async function isWritable(port: number, pid: number): Promise<boolean> {
  // The driver is loaded while the server starts.
  const { MongoClient } = await import('mongodb');
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 500,
    connectTimeoutMS: 500,
  });
  try {
    const admin = client.db('admin');
    const status = await admin.command({ serverStatus: 1, metrics: 0, tcmalloc: 0, wiredTiger: 0 });
    if (Number(status.pid) !== pid) throw portTaken(MONGOD.title, port);
    const hello = await admin.command({ hello: 1 });
    if (hello.isWritablePrimary === true) return true;
    await nameMember(client, `127.0.0.1:${port}`);
    return false;
  } catch (error) {
    if (error instanceof Error && error.name.startsWith('Mongo')) return false;
    throw error;
  } finally {
    await client.close();
  }
}

/** Makes this server the one member of the replica set, under this address. */
async function nameMember(client: MongoClient, host: string): Promise<void> {
  const admin = client.db('admin');
  const code = await admin.command({ replSetGetStatus: 1 }).then(() => undefined, codeOf);
  if (code === NOT_YET_INITIALIZED) {
    await admin.command({ replSetInitiate: { _id: REPLICA_SET, members: [{ _id: 0, host }] } });
  }
  if (code === NOT_A_MEMBER) {
    // Its files know it under the port of an earlier start. It is the only member, so nobody can disagree.
    const config = await client.db('local').collection<Document>('system.replset').findOne();
    if (!config) return;
    const members = [{ ...config.members[0], host }];
    await admin.command({
      replSetReconfig: { ...config, members, version: config.version + 1 },
      force: true,
    });
  }
}

function codeOf(error: unknown): number | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : undefined;
}
