/**
 * `npm run reindex`: builds the search index anew from the database, while whoever searches still finds what there was.
 * The servers are those of MONGO_URL and MEILI_URL; without them, those of the installation in DATA_DIR. Where a process
 * already looks after the index, that process is asked to do it.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { isIndexWhole, rebuildIndex, wantRebuild } from '@sportello/domain';
import { type Database, holdLease, openDatabase, releaseLease } from '@sportello/models';
import { openSearch, type Search } from '@sportello/search';
import { openServers } from './supervisor/openServers.ts';
import { endOnSignals, fail } from './supervisor/supervisor.ts';

const LEASE = 'search';
const LEASE_DURATION = 20_000;
const LEASE_RENEWAL = 5_000;
/** Milliseconds between two lines about the progress. */
const LINES = 2_000;

const report = (text: string) => console.log(text);
const number = new Intl.NumberFormat('en');

/** Rebuilds in this process, which holds the lease. Answers how many documents the engine refused. */
async function rebuildHere(database: Database, search: Search, holder: string): Promise<number> {
  const renewal = setInterval(
    () => void holdLease(database, LEASE, holder, LEASE_DURATION).catch(() => false),
    LEASE_RENEWAL,
  );
  let saidAt = 0;
  try {
    const rejected = await rebuildIndex(database, search, ({ done, total }) => {
      if (performance.now() - saidAt < LINES) return;
      saidAt = performance.now();
      report(`${number.format(done)} of about ${number.format(total)} documents`);
    });
    for (const { id, reason } of rejected) report(`refused: ${id}: ${reason}`);
    return rejected.length;
  } finally {
    clearInterval(renewal);
    await releaseLease(database, LEASE, holder);
  }
}

/** Asks the process that holds the lease, and waits until it has done it. */
async function rebuildThere(database: Database, search: Search): Promise<void> {
  report('A running process looks after the index and was asked to build it anew.');
  await wantRebuild(database);
  const begun = performance.now();
  for (let saidAt = begun; !(await isIndexWhole(database, search)); await delay(250)) {
    if (performance.now() - saidAt < LINES) continue;
    saidAt = performance.now();
    report(`It has been at it for ${Math.round((saidAt - begun) / 1000)} s.`);
  }
}

async function reindex(mongoUrl: string, meiliUrl: string, meiliKey: string): Promise<number> {
  const database = await openDatabase(mongoUrl);
  const search = openSearch({
    url: meiliUrl,
    key: meiliKey,
    prefix: process.env['SEARCH_PREFIX'] || 'sportello',
  });
  const holder = randomUUID();
  try {
    if (await holdLease(database, LEASE, holder, LEASE_DURATION))
      return await rebuildHere(database, search, holder);
    await rebuildThere(database, search);
    return 0;
  } finally {
    await database.connection.close();
  }
}

try {
  const { addresses, running } = await openServers(report);
  endOnSignals(Promise.resolve(running), report);
  const begun = performance.now();
  const { mongoUrl, meiliUrl, meiliMasterKey = '' } = addresses;
  const refused = await reindex(mongoUrl, meiliUrl, meiliMasterKey).finally(() => running.stop());
  report(`The search index is built (${((performance.now() - begun) / 1000).toFixed(1)} s).`);
  if (refused > 0) report(`${number.format(refused)} documents were refused and cannot be found.`);
  process.exitCode = refused > 0 ? 1 : 0;
} catch (error) {
  process.exitCode = fail(error);
}
