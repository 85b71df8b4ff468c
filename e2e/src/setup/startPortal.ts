import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type Service, startApplication } from '@sportello/services';
import type { ProvidedContext } from 'vitest';

const root = new URL('../../../', import.meta.url).pathname;

/** Where a portal answers, and how it ends. */
export interface RunningPortal {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the built product with the demo, on a database of its own. */
export async function startPortal(servers: ProvidedContext['servers']): Promise<RunningPortal> {
  const folder = await mkdtemp(join(tmpdir(), 'sportello-portal-'));
  const port = await freePort();
  const name = `portal_${process.pid.toString(36)}_${port.toString(36)}_${Date.now().toString(36)}`;
  const mongoUrl = new URL(servers.mongoUrl);
  mongoUrl.pathname = `/${name}`;
  const portal: Service = await startApplication({
    title: 'The portal of the tests',
    root,
    folder,
    port,
    env: {
      MONGO_URL: mongoUrl.href,
      MEILI_URL: servers.meiliUrl,
      MEILI_MASTER_KEY: servers.meiliKey,
      SEARCH_PREFIX: name,
      ORIGIN: `http://localhost:${port}`,
      AUTH_SECRET: 'a-secret-of-the-tests-that-is-long-enough',
      WEB: '1',
      WORKER: '1',
      DEMO: '1',
      PREVIEWS: '1',
      // Journeys do not wait two minutes for a mail.
      MAIL_QUIET: '1',
      // A test may come from an address of its own.
      TRUSTED_PROXIES: '1',
      LOG_LEVEL: 'warn',
      NODE_ENV: 'production',
    },
    patience: 180_000,
  });
  return {
    url: portal.url,
    stop: async () => {
      await portal.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
