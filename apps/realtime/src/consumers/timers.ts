import { type Installation, publishDue, runTimers } from '@sportello/domain';
import type { Logger } from 'pino';
import { startLoop } from './loop.ts';

/** Carries out what happens by itself to tickets and articles, in one process at a time. */
export interface TimersConsumer {
  /** The rules have changed: looks at once. */
  wake(): void;
  /** Ends after the ticket under way. */
  stop(): Promise<void>;
}

/**
 * Starts the timers: plans that are reached, warnings, closings, broken promises, and states that the workflow has lost.
 * They look every few seconds, may be killed anywhere, and do what was due meanwhile when they are back.
 */
export function startTimers(installation: Installation, log: Pick<Logger, 'info' | 'warn'>): TimersConsumer {
  return startLoop({
    database: installation.database,
    lease: 'timers',
    log,
    complaint: 'the timers wait for the database',
    turn: async () => {
      const events = await runTimers(installation);
      if (events.length > 0) log.info({ count: events.length }, 'tickets moved on by themselves');
      const published = await publishDue(installation);
      if (published > 0) log.info({ count: published }, 'articles were published by themselves');
      return events.length > 0;
    },
  });
}
