import type {} from '@sportello/services/testing';
import type { TestProject } from 'vitest/node';
import { startPortal } from './startPortal.ts';

/** Where the portal of this test run answers: the built product with the demo loaded. */
export interface PortalAddress {
  readonly url: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    portal: PortalAddress;
  }
}

/** Starts the built product once for all browser journeys. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { servers } = project.vitest.getRootProject().getProvidedContext();
  const portal = await startPortal(servers);
  project.provide('portal', { url: portal.url });
  return () => portal.stop();
}
