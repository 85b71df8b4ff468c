import { defineConfig } from 'vitest/config';

const SERVERS = './services/src/testing/globalSetup.ts';

/** Workspace packages run from source. */
const conditions = ['development', 'module', 'node'];

export default defineConfig({
  ssr: { resolve: { conditions } },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
    passWithNoTests: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/core/src/**/*.test.ts', 'apps/web/src/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: [
            'packages/{models,search,domain}/src/**/*.test.ts',
            'apps/realtime/src/**/*.test.ts',
            'services/src/**/*.test.ts',
            'tools/**/*.test.ts',
          ],
          globalSetup: SERVERS,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/src/**/*.test.ts', 'bench/src/**/*.test.ts', 'chaos/src/**/*.test.ts'],
          globalSetup: [SERVERS, './e2e/src/setup/portalServer.ts'],
          maxWorkers: 1,
          testTimeout: 120_000,
          expect: { poll: { timeout: 10_000 } },
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
