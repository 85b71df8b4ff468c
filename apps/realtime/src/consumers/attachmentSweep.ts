import { randomUUID } from 'node:crypto';
import { type Installation, sweepUploads } from '@sportello/domain';
import { holdLease, releaseLease } from '@sportello/models';
import type { Logger } from 'pino';

const LEASE = 'attachments';
/** Milliseconds between two looks. */
const ROUND = 10 * 60 * 1_000;

/** Removes what was uploaded and never sent, in one process at a time. Answers the function that stops it. */
export function startAttachmentSweep(
  installation: Installation,
  log: Pick<Logger, 'info' | 'warn'>,
): () => Promise<void> {
  const holder = randomUUID();
  const { database } = installation;
  let under: Promise<void> = Promise.resolve();
  const sweep = async (): Promise<void> => {
    try {
      if (!(await holdLease(database, LEASE, holder, ROUND))) return;
      const removed = await sweepUploads(installation);
      if (removed > 0) log.info({ removed }, 'uploads that were never sent are removed');
    } catch (error) {
      log.warn({ err: error }, 'uploads that were never sent cannot be removed now');
    }
  };
  const timer = setInterval(() => {
    under = sweep();
  }, ROUND).unref();
  return async () => {
    clearInterval(timer);
    await under;
    await releaseLease(database, LEASE, holder).catch(() => undefined);
  };
}
