import { randomUUID } from 'node:crypto';
import { type Installation, runTimers } from '@sportello/domain';
import { holdLease, releaseLease } from '@sportello/models';
import type { Logger } from 'pino';

/** Carries out what happens to tickets by itself, in one process at a time. */
export interface TimersConsumer {
  /** The rules have changed: looks at once. */
  wake(): void;
  /** Ends after the ticket under way. */
  stop(): Promise<void>;
}

const LEASE = 'timers';
const LEASE_DURATION = 20_000;
/** Milliseconds between two looks: nothing that is told in minutes comes noticeably late. */
const ROUND = 2_000;

/**
 * Starts the timers: plans that are reached, warnings, closings, broken promises, and states that the workflow has lost.
 * They may be killed anywhere; what was due meanwhile happens when they are back.
 */
export function startTimers(installation: Installation, log: Pick<Logger, 'info' | 'warn'>): TimersConsumer {
  const holder = randomUUID();
  let isStopping = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  const look = async (): Promise<void> => {
    try {
      if (!(await holdLease(installation.database, LEASE, holder, LEASE_DURATION))) return;
      const events = await runTimers(installation);
      if (events.length > 0) log.info({ count: events.length }, 'tickets moved on by themselves');
    } catch (error) {
      log.warn({ err: error }, 'the timers wait for the database');
    }
  };
  const round = (): void => {
    clearTimeout(timer);
    running = running.then(async () => {
      if (isStopping) return;
      await look();
      clearTimeout(timer);
      if (!isStopping) timer = setTimeout(round, ROUND);
    });
  };
  round();

  return {
    wake: round,
    stop: async () => {
      isStopping = true;
      clearTimeout(timer);
      await running;
      await releaseLease(installation.database, LEASE, holder).catch(() => undefined);
    },
  };
}
