import type { Installation } from '@sportello/domain';
import { areMailsLate } from '@sportello/models';
import { Router } from 'express';

/** How one part stands; `off` is a part this installation does without. */
export type PartHealth = 'up' | 'down' | 'off';

/** What `GET /healthz` answers. */
export interface Health {
  readonly status: 'ok' | 'degraded' | 'down';
  readonly mongo: PartHealth;
  readonly search: PartHealth;
  readonly redis: PartHealth;
  /** `down` while mails wait that should have left long ago. */
  readonly mail: PartHealth;
}

const PATIENCE = 1_500;
/** Milliseconds after which a mail that nobody has tried to send is late. */
const MAIL_PATIENCE = 15 * 60_000;

async function isUp(probe: () => Promise<unknown>): Promise<PartHealth> {
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error('late')), PATIENCE).unref(),
  );
  return Promise.race([probe(), late]).then(
    (answer) => (answer === false ? 'down' : 'up'),
    () => 'down' as const,
  );
}

/** Asks every part at once; without MongoDB nothing works, without the others something does. */
async function healthOf(installation: Installation, redis: (() => Promise<unknown>) | null): Promise<Health> {
  const [mongo, search, bus, mail] = await Promise.all([
    isUp(
      () => installation.database.connection.db?.command({ ping: 1 }) ?? Promise.reject(new Error('closed')),
    ),
    isUp(() => installation.search.health()),
    redis ? isUp(redis) : Promise.resolve('off' as const),
    isUp(async () => !(await areMailsLate(installation.database, installation.now() - MAIL_PATIENCE))),
  ]);
  const isDegraded = [search, bus, mail].includes('down');
  return {
    status: mongo !== 'up' ? 'down' : isDegraded ? 'degraded' : 'ok',
    mongo,
    search,
    redis: bus,
    mail,
  };
}

/** `GET /healthz`: 200 while people can work, 503 when they cannot. */
export function healthRoutes(installation: Installation, redis: (() => Promise<unknown>) | null): Router {
  const router = Router();
  router.get('/healthz', async (_, response) => {
    const health = await healthOf(installation, redis);
    response.setHeader('Cache-Control', 'no-store');
    response.status(health.status === 'down' ? 503 : 200).json(health);
  });
  return router;
}
