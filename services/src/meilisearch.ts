import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { resolveBinary } from './binaries.ts';
import { launch, portTaken, type Service } from './child.ts';
import { freePort } from './ports.ts';
import { MEILISEARCH } from './releases.ts';
import type { Report } from './report.ts';

/** How Meilisearch shall run. */
export interface MeilisearchOptions {
  /** Its folder: data, dumps, log. Made if missing. */
  dataDir: string;
  /** At least 16 bytes; whoever knows it may do everything. */
  masterKey: string;
  /** Chosen free when missing. */
  port?: number;
  /** Told what takes time. */
  report?: Report;
}

/**
 * Starts Meilisearch in production mode with this master key.
 * @throws {ServiceError} when it cannot be had or started
 */
export async function startMeilisearch(options: MeilisearchOptions): Promise<Service> {
  const { dataDir, masterKey, report } = options;
  const executable = await resolveBinary(MEILISEARCH, report);
  const dumps = join(dataDir, 'dumps');
  await mkdir(dumps, { recursive: true });
  return await launch({
    title: MEILISEARCH.title,
    executable,
    folder: dataDir,
    port: async () => options.port ?? (await freePort()),
    url: urlOf,
    // The key travels in the environment: arguments can be read by every user of the machine.
    env: { MEILI_MASTER_KEY: masterKey },
    args: (port) => [
      ...[
        '--db-path',
        join(dataDir, 'db'),
        '--dump-dir',
        dumps,
        '--snapshot-dir',
        join(dataDir, 'snapshots'),
      ],
      ...['--http-addr', `127.0.0.1:${port}`, '--env', 'production', '--no-analytics', '--log-level', 'WARN'],
      ...['--max-indexing-memory', '512MiB', '--max-indexing-threads', '1'],
    ],
    isReady: (port) => isHealthy(port, masterKey),
  });
}

function urlOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}

async function isHealthy(port: number, masterKey: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${masterKey}` };
  const signal = AbortSignal.timeout(1000);
  try {
    const health = await fetch(`${urlOf(port)}/health`, { signal });
    if (!health.ok) return false;
    const version = await fetch(`${urlOf(port)}/version`, { headers, signal });
    if (version.ok) return true;
  } catch {
    return false;
  }
  throw portTaken(MEILISEARCH.title, port);
}
