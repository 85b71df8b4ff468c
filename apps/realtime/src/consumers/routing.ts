import { type Installation, routeTickets } from '@sportello/domain';
import type { EntryRecord, Ring } from '@sportello/models';
import type { Logger } from 'pino';
import { type ConsumerLoop, startLoop } from './loop.ts';

/** True for what may bring a ticket that nobody has, or somebody who can be given one. */
export function wakesRouting(ring: Ring | null): boolean {
  if (!ring || ring.collection === 'settings' || ring.collection === 'people') return true;
  if (ring.collection !== 'entries' || ring.kind !== 'insert') return false;
  const { changes } = ring.document as EntryRecord;
  return changes.state?.[1] === 'new';
}

/**
 * Starts giving new tickets to who shall have them, in one process at a time, so that a burst of them is spread evenly
 * whatever processes they came through. It looks as soon as there is one, and every few seconds: operators come on duty by
 * the clock.
 */
export function startRouting(installation: Installation, log: Pick<Logger, 'info' | 'warn'>): ConsumerLoop {
  return startLoop({
    database: installation.database,
    lease: 'routing',
    log,
    complaint: 'new tickets wait to be given to somebody',
    turn: async () => {
      const count = await routeTickets(installation);
      if (count > 0) log.info({ count }, 'new tickets were given to somebody');
      return count > 0;
    },
  });
}
