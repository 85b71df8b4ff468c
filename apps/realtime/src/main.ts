import { createServer } from 'node:http';
import {
  EnvironmentError,
  installationOptions,
  loadDemoInto,
  openInstallation,
  readEnvironment,
  serveInstallation,
} from '@sportello/domain';
import { pino } from 'pino';
import { openProcess } from './process.ts';

const log = pino({
  level: process.env['LOG_LEVEL'] ?? 'info',
  redact: ['req.headers.cookie', 'req.headers.authorization'],
});

async function main(): Promise<void> {
  const env = readEnvironment(process.env);
  if (env.DEMO)
    await loadDemoInto(installationOptions(env), (done, all) => log.info({ done, all }, 'loading the demo'));
  const installation = await openInstallation(installationOptions(env));
  serveInstallation(installation);
  // A large file may take long over a thin line; a body that stands still is given up much earlier.
  const server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 900_000, headersTimeout: 20_000 });
  server.setTimeout(60_000);
  const running = await openProcess({ env, installation, server, log });
  log.info({ port: running.port }, 'ready');

  let isEnding = false;
  const end = (signal: string): void => {
    if (isEnding) return;
    isEnding = true;
    log.info({ signal }, 'ending');
    running.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'ended badly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('SIGINT', () => end('SIGINT'));
}

main().catch((error: unknown) => {
  if (error instanceof EnvironmentError) log.fatal(`Settings are missing or wrong:\n${error.message}`);
  else log.fatal({ err: error }, 'could not start');
  process.exit(1);
});
