import type { Environment, Installation } from '@sportello/domain';
import type { Ring } from '@sportello/models';
import type { Logger } from 'pino';
import { openPostman } from '../mail/openPostman.ts';
import { startAttachmentSweep } from './attachmentSweep.ts';
import { startMailConsumer } from './mail.ts';
import { startRouting, wakesRouting } from './routing.ts';
import { startSearchConsumer } from './search.ts';
import { startTimers } from './timers.ts';

/** The consumers of a process. */
export interface Consumers {
  stop(): Promise<void>;
}

const wakesSearch = (ring: Ring | null): boolean =>
  !ring || ring.collection === 'entries' || ring.collection === 'articles';
const wakesMail = (ring: Ring | null): boolean =>
  !ring || ring.collection === 'entries' || ring.collection === 'companies';

/** Starts all consumers and wakes them when something is committed. */
export async function startConsumers(
  env: Environment,
  installation: Installation,
  log: Logger,
): Promise<Consumers> {
  const { database, search, now } = installation;
  const searching = startSearchConsumer({ database, search, now, log });
  const timers = startTimers(installation, log);
  const routing = startRouting(installation, log);
  const sweep = startAttachmentSweep(installation, log);
  const postman = await openPostman(env, installation);
  if (!postman) log.warn('SMTP_URL is not set: mails are kept until it is');
  const mailing = postman && startMailConsumer({ installation, postman, quiet: env.MAIL_QUIET * 1_000, log });
  const stopRinging = installation.onRing((ring) => {
    if (wakesSearch(ring)) searching.wake();
    if (wakesMail(ring)) mailing?.wake();
    if (wakesRouting(ring)) routing.wake();
    if (ring?.collection === 'settings') timers.wake();
  });
  return {
    stop: async () => {
      stopRinging();
      await Promise.all([searching.stop(), timers.stop(), routing.stop(), mailing?.stop(), sweep.stop()]);
    },
  };
}
