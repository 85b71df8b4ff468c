import { dirname } from 'node:path';
import type { Report } from '@sportello/services';
import { openInstallation } from './installation.ts';
import { startServers } from './servers.ts';
import { readSettings } from './settings.ts';
import type { Running } from './supervisor.ts';

/** Makes the servers available, as `npm start` does, without the application. */
export async function openServers(report: Report) {
  const root = dirname(dirname(import.meta.dirname));
  const settings = readSettings(process.env, [], root);
  const { secrets, claim } = await openInstallation(settings.dataDir);
  try {
    const { addresses, kept } = await startServers(settings, secrets, report);
    const running: Running = {
      stop: async () => {
        await Promise.all(kept.map((server) => server.stop()));
        await claim.release();
      },
      kill: async () => {
        await Promise.all(kept.map((server) => server.kill()));
        await claim.release();
      },
    };
    return { addresses, running, settings, secrets };
  } catch (error) {
    await claim.release();
    throw error;
  }
}
