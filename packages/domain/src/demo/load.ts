import { demoCompanies, holdLease, newId, openDatabase, releaseLease, strikeAll } from '@sportello/models';
import { type Installation, type InstallationOptions, openInstallation } from '../installation.ts';
import { loadArticles } from './articles.ts';
import { type CastIds, loadCast } from './people.ts';
import { type DemoClock, loadTickets } from './tickets.ts';

const LEASE = 'demo';
/** Milliseconds: longer than any load takes. */
const LEASE_DURATION = 120_000;
/** Milliseconds between two looks at what another process loads. */
const WAIT = 250;

/**
 * Opens an installation with a clock of its own, loads the demo where the database is empty, and closes it again.
 * @returns true when the demo was loaded now
 */
export async function loadDemoInto(
  options: InstallationOptions,
  report?: (done: number, all: number) => void,
): Promise<boolean> {
  if (await isLoadedInto(options)) return false;
  const clock: DemoClock = { now: Date.now() };
  const installation = await openInstallation({ ...options, demo: true, now: () => clock.now });
  try {
    return await loadDemo(installation, clock, report);
  } finally {
    await installation.close();
  }
}

/** The usual case, found out without opening an installation first: every start would pay for it. */
async function isLoadedInto({ mongoUrl, databaseName }: InstallationOptions): Promise<boolean> {
  const database = await openDatabase(mongoUrl, { ...(databaseName && { name: databaseName }) });
  try {
    return await isComplete({ database });
  } finally {
    await database.connection.close();
  }
}

/** True when the database holds an installation, demo or not. */
export async function isInstalled({ database }: Installation): Promise<boolean> {
  return (await database.settings.exists({ _id: 'installation' })) !== null;
}

/**
 * Loads the demo into an empty database; one that holds anything is left alone. A load that was cut off begins again.
 * @param clock the clock the installation was opened with; it ends at the present
 * @returns true when the demo was loaded now
 */
export async function loadDemo(
  installation: Installation,
  clock: DemoClock,
  report: (done: number, all: number) => void = () => undefined,
): Promise<boolean> {
  const holder = newId();
  if (!(await isMine(installation, holder))) return false;
  try {
    // It may have been finished between looking and having the lease.
    if (await isComplete(installation)) return false;
    await loadAll(installation, clock, report);
    return true;
  } finally {
    await releaseLease(installation.database, LEASE, holder);
  }
}

/**
 * True once this process may load the demo, false once it is loaded. Whoever comes while another loads waits for it: what
 * acts on tickets by itself would take a history that is being told for the present.
 */
async function isMine({ database }: Installation, holder: string): Promise<boolean> {
  while (!(await isComplete({ database }))) {
    if (await holdLease(database, LEASE, holder, LEASE_DURATION)) return true;
    await new Promise((resolve) => setTimeout(resolve, WAIT));
  }
  return false;
}

async function loadAll(
  installation: Installation,
  clock: DemoClock,
  report: (done: number, all: number) => void,
): Promise<void> {
  await clear(installation);
  const loadedAt = Date.now();
  const ids = await loadCast(installation);
  await loadArticles(installation, loadedAt);
  // The administrative hold came last: what happened before it could happen.
  await setHolds(installation, ids, false);
  await loadTickets(installation, ids, clock, loadedAt, report);
  await setHolds(installation, ids, true);
  clock.now = Date.now();
  // What lies in the past is news to nobody.
  await strikeAll(installation.database, 'mail');
  await installation.database.counters.create({ _id: 'demo_loaded', value: 1 });
}

async function setHolds({ database, people }: Installation, ids: CastIds, isHeld: boolean): Promise<void> {
  for (const { id, hold } of demoCompanies)
    await database.companies.updateOne({ _id: ids.companies.get(id) ?? '' }, { hold: isHeld ? hold : null });
  people.forget('companies');
}

/** A database with settings of its own is never touched; a demo counts when it was loaded to its end. */
async function isComplete({ database }: Pick<Installation, 'database'>): Promise<boolean> {
  const settings = await database.settings.findById('installation').lean<{ demo: boolean }>();
  if (settings && !settings.demo) return true;
  return (await database.counters.exists({ _id: 'demo_loaded' })) !== null;
}

/** Removes what a load that was cut off left behind. */
async function clear({ database, people }: Installation): Promise<void> {
  const { tickets, entries, readers, articles, articleNumbers, manuscripts, articleVersions, settings } =
    database;
  const { counters, companies } = database;
  await Promise.all([
    tickets.deleteMany(),
    entries.deleteMany(),
    readers.deleteMany(),
    articles.deleteMany(),
    articleNumbers.deleteMany(),
    manuscripts.deleteMany(),
    articleVersions.deleteMany(),
    settings.deleteMany(),
    counters.deleteMany(),
    companies.deleteMany(),
    database.people.deleteMany(),
  ]);
  people.forget('people');
  people.forget('companies');
}
