import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { claimFolder } from '../claim.ts';
import { startMeilisearch } from '../meilisearch.ts';
import { startMongo } from '../mongo.ts';
import { ensureRedis, startRedis } from '../redis.ts';
import type { Servers } from './servers.ts';

const HOME = join(tmpdir(), 'sportello-tests');
const FOLDERS = ['mongo', 'meilisearch', 'redis'] as const;
const MASTER_KEY = 'master-key-of-the-tests-only';

/**
 * Starts one MongoDB, one Meilisearch and one Redis for a whole test run, in a folder that is removed at the end, and
 * provides their addresses. Several projects of one run share them.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const run = project.vitest.getRootProject();
  const shared: Partial<Record<'servers', Servers>> = run.getProvidedContext();
  if (shared.servers) return undefined;
  await mkdir(HOME, { recursive: true });
  await sweep();
  const folder = await mkdtemp(join(HOME, 'run-'));
  const claim = await claimFolder(folder, 'A test run');
  const { services, servers } = await startAll(folder);
  run.provide('servers', servers);
  return async () => {
    await Promise.all(services.map((service) => service.stop()));
    await claim.release();
    await rm(folder, { recursive: true, force: true });
  };
}

async function startAll(folder: string) {
  const report = (text: string) => process.stdout.write(`${text}\n`);
  await ensureRedis({ install: true, report });
  const [mongoDir, meiliDir, redisDir] = FOLDERS.map((name) => join(folder, name));
  if (!mongoDir || !meiliDir || !redisDir) throw new Error('A server has no folder.');
  const started = await Promise.allSettled([
    startMongo({ dataDir: mongoDir, cacheGB: 0.5, report }),
    startMeilisearch({ dataDir: meiliDir, masterKey: MASTER_KEY, report }),
    startRedis({ dataDir: redisDir }),
  ]);
  const services = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const [mongo, meilisearch, redis] = services;
  if (!mongo || !meilisearch || !redis) {
    await Promise.all(services.map((service) => service.stop()));
    throw started.find((one) => one.status === 'rejected')?.reason;
  }
  const servers: Servers = {
    mongoUrl: mongo.url,
    meiliUrl: meilisearch.url,
    meiliKey: MASTER_KEY,
    redisUrl: redis.url,
  };
  return { services, servers };
}

/** Ends and removes what test runs that were killed have left. */
async function sweep(): Promise<void> {
  for (const name of await readdir(HOME)) {
    const folder = join(HOME, name);
    try {
      for (const part of ['.', ...FOLDERS]) await claimFolder(join(folder, part), 'A test run');
      await rm(folder, { recursive: true, force: true });
    } catch {
      // Somebody is running tests there right now.
    }
  }
}
