import { setTimeout as delay } from 'node:timers/promises';
import { type Exit, errorText, type Report, type Service } from '@sportello/services';

/** How long something must have run for its next end to count as the first one again. */
const STABLE = 60_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;

/** Something that is started again whenever it ends by itself. */
export interface Kept {
  /** The one that runs now, or ran last. */
  readonly service: Service;
  /** Ends it for good. */
  stop(): Promise<void>;
  /** Ends it for good and at once. */
  kill(): Promise<void>;
}

/** How something is kept running. */
export interface KeepOptions {
  title: string;
  /** Starts it; `previous` is the one that ended, whose port the next one must have. */
  start(previous?: Service): Promise<Service>;
  report: Report;
  /** Milliseconds before the first new start; each further one waits twice as long. */
  firstPause?: number;
}

/**
 * Starts something and keeps it running: when it ends by itself it is started again, after pauses that grow.
 * @throws what the first start throws; later failures are reported and tried again
 */
export async function keepRunning(options: KeepOptions): Promise<Kept> {
  const { title, report, firstPause = FIRST_PAUSE } = options;
  const ended = new AbortController();
  let service = await options.start();
  const watching = watch();

  async function watch(): Promise<void> {
    let pause = firstPause;
    let startedAt = Date.now();
    while (!ended.signal.aborted) {
      const exit = await service.exited;
      if (ended.signal.aborted) return;
      if (Date.now() - startedAt > STABLE) pause = firstPause;
      report(`${title} ended unexpectedly (${describe(exit)}). It is started again in ${pause / 1000} s.`);
      pause = await restart(pause);
      startedAt = Date.now();
    }
  }

  /** Tries until it runs again or nobody wants it any more; returns the pause before the next time. */
  async function restart(pause: number): Promise<number> {
    for (let wait = pause; ; wait = Math.min(wait * 2, LONGEST_PAUSE)) {
      await delay(wait, undefined, { signal: ended.signal }).catch(() => undefined);
      if (ended.signal.aborted) return wait;
      try {
        service = await options.start(service);
        report(`${title} runs again.`);
        return Math.min(wait * 2, LONGEST_PAUSE);
      } catch (error) {
        report(`${title} could not be started: ${errorText(error)}`);
      }
    }
  }

  async function end(how: 'stop' | 'kill'): Promise<void> {
    ended.abort();
    await service[how]();
    await watching;
    // One that was being started in that moment.
    await service[how]();
  }

  return {
    get service() {
      return service;
    },
    stop: () => end('stop'),
    kill: () => end('kill'),
  };
}

function describe(exit: Exit): string {
  return exit.signal === null ? `code ${exit.code}` : exit.signal;
}
