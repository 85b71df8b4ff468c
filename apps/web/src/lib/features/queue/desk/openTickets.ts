import { ticketNumber } from '@sportello/core';

/** Most tickets open at once on a desk. */
export const OPEN_LIMIT = 12;
/** Pixels a pane needs to be worked in. */
const PANE_WIDTH = 430;
/** Most panes side by side. */
export const PANE_LIMIT = 4;

/** Numbers of the open tickets in an address (`1042,1039`), in the order of their panes; what is not a number is skipped. */
export function readOpen(text: string | null): number[] {
  const numbers = (text ?? '').split(',').flatMap((part) => {
    const parsed = /^\d+$/u.test(part) ? ticketNumber.safeParse(Number(part)) : null;
    return parsed?.success ? [parsed.data] : [];
  });
  return [...new Set(numbers)].slice(0, OPEN_LIMIT);
}

/** Panes that fit into a width in pixels. */
export function panesThatFit(width: number): number {
  return Math.min(PANE_LIMIT, Math.max(1, Math.floor(width / PANE_WIDTH)));
}

/**
 * Opens a ticket, or brings an open one into view. The first `fits` numbers are panes, the others tabs: where there is room
 * it gets a pane of its own, else that of the ticket worked on last, which becomes the next tab. No other pane moves.
 */
export function withOpen(
  open: readonly number[],
  number: number,
  active: number | null,
  fits: number,
): number[] {
  const place = open.indexOf(number);
  if (place >= 0 && place < fits) return [...open];
  if (place < 0 && open.length < fits) return [...open, number];
  const slot = active === null ? 0 : Math.max(0, open.slice(0, fits).indexOf(active));
  const replaced = open[slot];
  const next = open.map((one, index) => (index === slot ? number : one));
  if (replaced === undefined) return next;
  if (place >= 0) next[place] = replaced;
  else next.splice(fits, 0, replaced);
  return next.slice(0, OPEN_LIMIT);
}

/** Closes a ticket; the first tab takes the place of a pane, so that the others stay where they are. */
export function withoutOpen(open: readonly number[], number: number, fits: number): number[] {
  const place = open.indexOf(number);
  const waiting = open[fits];
  if (place < 0 || place >= fits || waiting === undefined) return open.filter((one) => one !== number);
  return open.map((one, index) => (index === place ? waiting : one)).filter((_, index) => index !== fits);
}

/** Moves an open ticket one place to the left (-1) or to the right (1). */
export function movedOpen(open: readonly number[], number: number, step: -1 | 1): number[] {
  const from = open.indexOf(number);
  const other = open[from + step];
  if (from < 0 || other === undefined) return [...open];
  return open.map((one) => (one === number ? other : one === other ? number : one));
}

/** The neighbour of an open ticket, going round at the ends; null when nothing is open. */
export function neighbour(shown: readonly number[], active: number | null, step: -1 | 1): number | null {
  if (shown.length === 0) return null;
  const from = active === null ? -1 : shown.indexOf(active);
  if (from < 0) return shown[0] ?? null;
  return shown[(from + step + shown.length) % shown.length] ?? null;
}
