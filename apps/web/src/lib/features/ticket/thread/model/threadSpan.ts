/** Most entries shown at once; what lies beyond leaves the page and is shown again when the reader comes back to it. */
export const SHOWN_LIMIT = 250;
/** Entries that come and go at an end. */
export const SHOWN_STEP = 50;
/** Entries that may be shown while news arrive below somebody who reads above. */
const SHOWN_MOST = SHOWN_LIMIT + 2 * SHOWN_STEP;

/** Which part of the loaded entries a reader wants to see, by number; null follows that end of what is loaded. */
export interface WantedSpan {
  readonly first: number | null;
  readonly last: number | null;
}

/** Numbers of the first and last entry of a stretch, inclusive. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** Follows the end of what is loaded. */
export const followingEnd: WantedSpan = { first: null, last: null };

/**
 * The entries to show.
 * @param wanted what the reader asked for
 * @param loaded what the page holds
 */
export function shownSpan(wanted: WantedSpan, loaded: Span): Span {
  const last = Math.min(wanted.last ?? loaded.last, loaded.last);
  const first = Math.max(wanted.first ?? last - SHOWN_LIMIT + 1, loaded.first);
  // The window was replaced by another one: begin at its end again.
  if (first > last) return wanted === followingEnd ? loaded : shownSpan(followingEnd, loaded);
  return { first, last: Math.min(last, first + SHOWN_MOST - 1) };
}

/** One step towards the beginning; the far end is let go when there would be too many. */
export function earlier(shown: Span, loaded: Span): WantedSpan {
  const first = Math.max(loaded.first, shown.first - SHOWN_STEP);
  const last = Math.min(shown.last, first + SHOWN_LIMIT - 1);
  return { first, last: last === loaded.last ? null : last };
}

/** One step towards the end. */
export function later(shown: Span, loaded: Span): WantedSpan {
  const last = Math.min(loaded.last, shown.last + SHOWN_STEP);
  const first = Math.max(shown.first, last - SHOWN_LIMIT + 1);
  return { first, last: last === loaded.last ? null : last };
}

/** Keeps what is shown in its place while entries are added at the end. */
export function kept(shown: Span, loaded: Span): WantedSpan {
  return { first: shown.first, last: shown.last === loaded.last ? null : shown.last };
}
