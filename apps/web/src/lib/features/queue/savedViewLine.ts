import type { ListQuery, Principal } from '@sportello/core';
import { listHref } from './listAddress.ts';

/** A saved view as menus and tabs show it. */
export interface SavedViewLine {
  readonly id: string;
  readonly name: string;
  readonly query: ListQuery;
  /** What of the address says it, from `?` on; the same on every page with a list. */
  readonly address: string;
  /** The team that shares it, and what that is called; null: one's own. */
  readonly team: string | null;
  readonly teamName: string | null;
  /** Whether the person may rename, move and remove it. */
  readonly isTheirs: boolean;
  /** How many tickets it had when the page was made. */
  readonly count: number;
}

/** The saved view that a list is, if it is one. */
export function savedViewOf(
  saved: readonly SavedViewLine[],
  query: ListQuery,
  principal: Principal,
): SavedViewLine | undefined {
  const address = listHref('', { ...query, after: undefined }, principal);
  return saved.find((view) => view.address === address);
}

/** Address of the page that keeps a list under a name. */
export function saveHref(page: 'tickets' | 'desk', query: ListQuery, principal: Principal): string {
  return `${listHref('/tickets/views', { ...query, after: undefined }, principal)}&page=${page}`;
}
