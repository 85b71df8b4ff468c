import * as z from 'zod/mini';

/** Milliseconds between two questions: the numbers are of several lists each, and a busy queue changes all the time. */
const EVERY = 3_000;

const answer = z.record(z.string(), z.number());

/**
 * Asks for the numbers of the saved views when something may have changed them: not too often, and not while nobody looks.
 * @returns to be called when something has changed
 */
export function savedCounter(tell: (counts: Readonly<Record<string, number>>) => void): () => void {
  let isPlanned = false;
  let askedAt = 0;
  let isDue = false;

  const ask = async (): Promise<void> => {
    isPlanned = false;
    if (document.visibilityState !== 'visible') return;
    isDue = false;
    askedAt = Date.now();
    try {
      const response = await fetch('/tickets/views.json');
      const counts = answer.safeParse(await response.json());
      if (response.ok && counts.success) tell(counts.data);
    } catch {
      // The next change asks again.
    }
  };
  const changed = (): void => {
    isDue = true;
    if (isPlanned) return;
    isPlanned = true;
    setTimeout(() => void ask(), Math.max(0, askedAt + EVERY - Date.now()));
  };
  document.addEventListener('visibilitychange', () => {
    if (isDue) changed();
  });
  return changed;
}
