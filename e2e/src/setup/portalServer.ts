import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type Service, startApplication } from '@sportello/services';
import type {} from '@sportello/services/testing';
import type { TestProject } from 'vitest/node';

/** Where the portal of this test run answers: the built product with the demo loaded. */
export interface PortalAddress {
  readonly url: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    portal: PortalAddress;
  }
}

const root = new URL('../../../', import.meta.url).pathname;

/** Starts the built product once for all browser journeys, with the demo, on a database of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { servers } = project.vitest.getRootProject().getProvidedContext();
  const folder = await mkdtemp(join(tmpdir(), 'sportello-portal-'));
  const name = `portal_${process.pid.toString(36)}_${Date.now().toString(36)}`;
  const port = await freePort();
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
  project.provide('portal', { url: portal.url });
  return async () => {
    await portal.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
