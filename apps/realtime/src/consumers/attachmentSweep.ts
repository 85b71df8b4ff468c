import { type Installation, sweepUploads } from '@sportello/domain';
import type { Logger } from 'pino';
import { type ConsumerLoop, startLoop } from './loop.ts';

/** Milliseconds between two looks. */
const ROUND = 10 * 60 * 1_000;

/** Starts what removes files that were uploaded and never sent, in one process at a time. */
export function startAttachmentSweep(
  installation: Installation,
  log: Pick<Logger, 'info' | 'warn'>,
): Pick<ConsumerLoop, 'stop'> {
  return startLoop({
    database: installation.database,
    lease: 'attachments',
    log,
    complaint: 'uploads that were never sent cannot be removed now',
    round: ROUND,
    turn: async () => {
      const removed = await sweepUploads(installation);
      if (removed > 0) log.info({ removed }, 'uploads that were never sent are removed');
      return false;
    },
  });
}
