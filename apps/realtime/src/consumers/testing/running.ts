import type { Installation } from '@sportello/domain';
import type { Logger } from 'pino';

/** Says nothing. */
export const quietLog: Pick<Logger, 'info' | 'warn' | 'error'> = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

interface Wakeable {
  wake(): void;
  stop(): Promise<void>;
}

const running: Wakeable[] = [];

/** Lets a consumer be woken as in a real process, and remembers it for {@link stopConsumers}. */
export function keepRunning<T extends Wakeable>(installation: Installation, consumer: T): T {
  const silence = installation.onRing(() => consumer.wake());
  const stop = async (): Promise<void> => {
    silence();
    await consumer.stop();
  };
  const kept = { ...consumer, stop };
  running.push(kept);
  return kept;
}

/** Stops every consumer that a test started. */
export async function stopConsumers(): Promise<void> {
  for (const consumer of running.splice(0)) await consumer.stop();
}
