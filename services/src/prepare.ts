import { resolveBinary } from './binaries.ts';
import { MEILISEARCH, MONGOD } from './releases.ts';
import type { Report } from './report.ts';

/**
 * Fetches the servers that are missing on this machine, ahead of the first start.
 * @throws {ServiceError} what could not be had
 */
export async function prepareServers(report?: Report): Promise<void> {
  for (const release of [MONGOD, MEILISEARCH]) await resolveBinary(release, report);
}
