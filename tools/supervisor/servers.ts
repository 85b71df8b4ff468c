import { totalmem } from 'node:os';
import { join } from 'node:path';
import {
  checkMeilisearch,
  checkMongo,
  checkRedis,
  ensureRedis,
  type Report,
  ServiceError,
  startMeilisearch,
  startMongo,
  startRedis,
} from '@sportello/services';
import type { Secrets } from './installation.ts';
import { type Kept, keepRunning } from './keepRunning.ts';
import type { Settings } from './settings.ts';

const DATABASE = 'sportello';
const GIGABYTE = 2 ** 30;

/** Where the servers of an installation answer. */
export interface Addresses {
  mongoUrl: string;
  meiliUrl: string;
  meiliMasterKey: string | undefined;
  redisUrl: string | undefined;
}

/** The servers of an installation: given ones are used, the others run here. */
export interface RunningServers {
  addresses: Addresses;
  /** Those that run here. */
  kept: Kept[];
}

/**
 * Makes all servers available at the same time. If one of them cannot be had, the others are ended again.
 * @throws {ServiceError} the first that was refused
 */
export async function startServers(
  settings: Settings,
  secrets: Secrets,
  report: Report,
): Promise<RunningServers> {
  const kept: Kept[] = [];
  const keep = async (starting: Promise<Kept>) => {
    const server = await starting;
    kept.push(server);
    return server.service.url;
  };
  const meiliMasterKey =
    settings.meiliUrl === undefined
      ? (settings.meiliMasterKey ?? secrets.meiliMasterKey)
      : settings.meiliMasterKey;
  const all = await Promise.allSettled([
    settings.mongoUrl === undefined ? keep(keepMongo(settings, report)) : useMongo(settings.mongoUrl),
    settings.meiliUrl === undefined
      ? keep(keepMeilisearch(settings, meiliMasterKey ?? secrets.meiliMasterKey, report))
      : useMeilisearch(settings.meiliUrl, meiliMasterKey, report),
    settings.redisUrl === undefined
      ? keepRedisIfInstalled(settings, report, keep)
      : useRedis(settings.redisUrl, report),
  ]);
  const [mongoUrl, meiliUrl, redisUrl] = all;
  if (mongoUrl.status === 'rejected' || meiliUrl.status === 'rejected' || redisUrl.status === 'rejected') {
    await Promise.all(kept.map((server) => server.stop()));
    throw all.find((one) => one.status === 'rejected')?.reason;
  }
  return {
    kept,
    addresses: {
      mongoUrl: mongoUrl.value,
      meiliUrl: meiliUrl.value,
      meiliMasterKey,
      redisUrl: redisUrl.value,
    },
  };
}

async function keepMongo(settings: Settings, report: Report): Promise<Kept> {
  return await keepRunning({
    title: 'MongoDB',
    report,
    start: async (previous) => {
      const service = await startMongo({
        dataDir: join(settings.dataDir, 'mongo'),
        cacheGB: Math.min(2, Math.max(0.25, totalmem() / GIGABYTE / 8)),
        report,
        ...(previous && { port: previous.port }),
      });
      const url = new URL(service.url);
      url.pathname = `/${DATABASE}`;
      return { ...service, url: url.href };
    },
  });
}

async function keepMeilisearch(settings: Settings, masterKey: string, report: Report): Promise<Kept> {
  const dataDir = join(settings.dataDir, 'meilisearch');
  return await keepRunning({
    title: 'Meilisearch',
    report,
    start: (previous) =>
      startMeilisearch({ dataDir, masterKey, report, ...(previous && { port: previous.port }) }),
  });
}

/** Redis joins several nodes; one node alone can do without, so its absence is no reason to stop. */
async function keepRedisIfInstalled(
  settings: Settings,
  report: Report,
  keep: (starting: Promise<Kept>) => Promise<string>,
): Promise<string | undefined> {
  try {
    await ensureRedis();
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'missing') return undefined;
    throw error;
  }
  const dataDir = join(settings.dataDir, 'redis');
  return await keep(
    keepRunning({
      title: 'Redis',
      report,
      start: (previous) => startRedis({ dataDir, ...(previous && { port: previous.port }) }),
    }),
  );
}

async function useMongo(url: string): Promise<string> {
  await checkMongo(url);
  return url;
}

/** Conversations do not need search: it is told that it is away, and comes back by itself. */
async function useMeilisearch(url: string, key: string | undefined, report: Report): Promise<string> {
  await checkMeilisearch(url, key).catch((error: unknown) => tell(error, report));
  return url;
}

async function useRedis(url: string, report: Report): Promise<string> {
  await checkRedis(url).catch((error: unknown) => tell(error, report));
  return url;
}

function tell(error: unknown, report: Report): void {
  if (!(error instanceof ServiceError)) throw error;
  report(`${error.message} Going on without it for now.`);
}
