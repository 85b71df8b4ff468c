import type { ReloadReason } from '../../live/workspace.svelte.ts';

/** What a page does when the server tells it to load again. */
export type Reaction = 'reload' | 'ask' | 'signIn';

/** Milliseconds within which a page does not load again by itself twice: something else is wrong then. */
const AGAIN = 60_000;
const KEY = 'reloaded';

/** A reload the page did by itself: why, and when (epoch milliseconds). */
export interface OwnReload {
  readonly reason: ReloadReason;
  readonly at: number;
}

/**
 * How to react. The end of a session leaves the page as it is, with what was typed; another company is the person's own
 * doing elsewhere and waits for them here; everything else the page does by itself, once.
 */
export function reactionTo(reason: ReloadReason, last: OwnReload | null, now: number): Reaction {
  if (reason === 'session_ended') return 'signIn';
  if (reason === 'company_changed') return 'ask';
  return last && now - last.at < AGAIN ? 'ask' : 'reload';
}

const reasons: readonly string[] = [
  'protocol_old',
  'rights_changed',
  'portal_changed',
] satisfies ReloadReason[];

function isOwnReload(value: unknown): value is OwnReload {
  return (
    typeof value === 'object' &&
    value !== null &&
    'reason' in value &&
    'at' in value &&
    typeof value.at === 'number' &&
    typeof value.reason === 'string' &&
    reasons.includes(value.reason)
  );
}

/** The last reload of this tab by itself; null when there was none. */
export function lastReload(): OwnReload | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    return isOwnReload(kept) ? kept : null;
  } catch {
    return null;
  }
}

/** A page that takes in by itself that the portal has changed hears of it instead of being loaded again. */
export const insteadOfReload: { hear: (() => void) | null } = { hear: null };

/** Loads the page again and lets it say why afterwards. */
export function reloadFor(reason: ReloadReason): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ reason, at: Date.now() } satisfies OwnReload));
  } catch {
    // Without storage the page only cannot say why it was loaded again.
  }
  location.reload();
}
