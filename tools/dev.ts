/**
 * `npm run dev`: as `npm start`, with the application from its source: the server starts again when a source changes,
 * and pages are replaced in the open browser.
 */
import { dirname } from 'node:path';
import { appFromSource } from './supervisor/app.ts';
import { describeDemoAccounts } from './supervisor/demoAccounts.ts';
import { readSettings } from './supervisor/settings.ts';
import { endOnSignals, fail, startInstallation } from './supervisor/supervisor.ts';

const root = dirname(import.meta.dirname);
const report = (text: string) => console.log(text);

try {
  const settings = readSettings(process.env, process.argv.slice(2), root);
  const starting = startInstallation({
    settings,
    program: appFromSource(root),
    prepare: async () => undefined,
    report,
  });
  endOnSignals(starting, report);
  await starting;
  report(`Sportello is ready for development: http://localhost:${settings.port}`);
  if (settings.demo) report(describeDemoAccounts());
} catch (error) {
  process.exit(fail(error));
}
