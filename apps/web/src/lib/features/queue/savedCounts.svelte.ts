import * as z from 'zod/mini';
import type { Workspace } from '../../live/workspace.svelte.ts';

/** Milliseconds between two questions: the numbers are of several lists each, and a busy queue changes all the time. */
const EVERY = 3_000;

const answer = z.record(z.string(), z.number());

/**
 * Keeps the numbers of the saved views current, as long as the page lives: they are asked for again when the counters of the
 * views changed, not too often, and not while nobody looks. Fetched only where there are saved views.
 */
export function followSaved(workspace: Workspace): void {
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
      if (response.ok && counts.success) workspace.savedCounts = counts.data;
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
  $effect.root(() => {
    $effect(() => {
      if (workspace.counts) changed();
    });
  });
}
