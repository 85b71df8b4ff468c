/**
 * `npm start`: the whole of Sportello on this machine. Builds what has changed, starts the servers that no address was
 * given for, then the application, and keeps everything running until it is told to end.
 */
import { dirname } from 'node:path';
import { builtApp } from './supervisor/app.ts';
import { buildIfStale } from './supervisor/build.ts';
import { describeDemoAccounts } from './supervisor/demoAccounts.ts';
import { readSettings } from './supervisor/settings.ts';
import { endOnSignals, fail, startInstallation } from './supervisor/supervisor.ts';

const root = dirname(import.meta.dirname);
const report = (text: string) => console.log(text);

try {
  const settings = readSettings(process.env, process.argv.slice(2), root);
  report(`Starting Sportello with its data in ${settings.dataDir}.`);
  const starting = startInstallation({
    settings,
    program: builtApp(root),
    prepare: () => buildIfStale(root, report),
    report,
  });
  endOnSignals(starting, report);
  await starting;
  report(`Sportello is ready: http://localhost:${settings.port}`);
  if (settings.demo) report(describeDemoAccounts());
} catch (error) {
  process.exit(fail(error));
}
