import type { Server as HttpServer } from 'node:http';
import type { Environment, Installation } from '@sportello/domain';
import type { Logger } from 'pino';
import { startConsumers } from './consumers/start.ts';
import { createApp } from './http/app.ts';
import { securityHeaders } from './http/securityHeaders.ts';
import { openSockets } from './live/sockets.ts';
import { type Bus, joinBus } from './redis.ts';
import { openTurns } from './turns.ts';
import { loadPages } from './web.ts';

/** What a process is made of. */
export interface ProcessOptions {
  readonly env: Environment;
  readonly installation: Installation;
  readonly server: HttpServer;
  readonly log: Logger;
}

/** A process that serves. */
export interface RunningProcess {
  readonly port: number;
  close(): Promise<void>;
}

/** Milliseconds that requests under way get to finish. */
const GRACE = 5_000;

/**
 * Composes a process from its parts, as its environment says: sockets and API, pages, consumers, in any combination.
 * @throws when the port is taken
 */
export async function openProcess({
  env,
  installation,
  server,
  log,
}: ProcessOptions): Promise<RunningProcess> {
  const live = env.REALTIME ? openSockets(installation, log, env.TRUSTED_PROXIES) : null;
  const bus: Bus | null =
    live && env.REDIS_URL
      ? joinBus(live.io, env.REDIS_URL, `sportello:${installation.database.connection.name}`, log)
      : null;
  const turns = env.REDIS_URL ? openTurns(env.REDIS_URL, log) : null;
  if (turns) installation.committer.takeTurns(turns);
  const worker = env.WORKER ? await startConsumers(env, installation, log) : null;
  const web = env.WEB ? await loadPages(env, server) : null;
  server.on(
    'request',
    createApp({
      installation,
      log,
      trustedProxies: env.TRUSTED_PROXIES,
      redis: bus ? () => bus.ping() : null,
      web: web?.handler ?? null,
    }),
  );
  // Last of those who answer: it keeps its own path from the others, and two answers to one request end the process.
  live?.attach(server);
  server.prependListener('request', securityHeaders(installation.origin));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(env.PORT, () => resolve());
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : env.PORT,
    close: async () => {
      await live?.close();
      await web?.close();
      server.close();
      setTimeout(() => server.closeAllConnections(), GRACE).unref();
      await worker?.stop();
      await bus?.close();
      turns?.close();
      await installation.close();
    },
  };
}
