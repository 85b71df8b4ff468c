/**
 * `npm run seed -- --tickets 100000 [--thread 100000] [--seed N] [--no-search]`: adds an invented world to the installation
 * in DATA_DIR (or MONGO_URL), for measuring, and builds the search index anew.
 */
import { parseArgs } from 'node:util';
import { loadDemoInto, loadLarge, openInstallation, rebuildIndex } from '@sportello/domain';
import { openServers } from './supervisor/openServers.ts';
import { endOnSignals, fail } from './supervisor/supervisor.ts';

/** Milliseconds between two lines about the progress. */
const LINES = 2_000;

const report = (text: string) => console.log(text);
const number = new Intl.NumberFormat('en');

/** Says how far it is, now and then. */
function progress(what: string): (done: number, all: number) => void {
  let saidAt = performance.now();
  return (done, all) => {
    if (performance.now() - saidAt < LINES) return;
    saidAt = performance.now();
    report(`${number.format(done)} of ${number.format(all)} ${what}`);
  };
}

function wanted() {
  const { values } = parseArgs({
    options: {
      tickets: { type: 'string', default: '100000' },
      thread: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      'no-search': { type: 'boolean', default: false },
    },
  });
  const plan = { tickets: Number(values.tickets), thread: Number(values.thread), seed: Number(values.seed) };
  if (!Object.values(plan).every((value) => Number.isSafeInteger(value) && value >= 0))
    throw new Error('--tickets, --thread and --seed take whole numbers.');
  return { plan, withSearch: !values['no-search'] };
}

try {
  const { plan, withSearch } = wanted();
  const { addresses, running, settings, secrets } = await openServers(report);
  endOnSignals(Promise.resolve(running), report);
  const options = {
    mongoUrl: addresses.mongoUrl,
    meiliUrl: addresses.meiliUrl,
    meiliKey: addresses.meiliMasterKey ?? '',
    secret: secrets.authSecret,
    origin: settings.origin,
    demo: settings.demo,
  };
  try {
    if (settings.demo) await loadDemoInto(options, progress('demo tickets'));
    const installation = await openInstallation(options);
    try {
      const world = await loadLarge(installation, plan, progress('tickets'));
      report(
        `${number.format(world.tickets)} tickets with ${number.format(world.entries)} entries, from #${world.firstNumber}.`,
      );
      if (world.threadNumber !== null) report(`The long thread is #${world.threadNumber}.`);
      if (withSearch) {
        const say = progress('documents');
        await rebuildIndex(installation.database, installation.search, ({ done, total }) => say(done, total));
        report('The search index is built.');
      }
    } finally {
      await installation.close();
    }
  } finally {
    await running.stop();
  }
} catch (error) {
  process.exitCode = fail(error);
}
