import { COUNT_LIMIT, type ListAnswer, type Principal, type TicketRow, viewsFor } from '@sportello/core';
import type { MenuCount } from '../../frame/types.ts';
import * as m from '../../paraglide/messages.js';

/** Name of a view's line in the menu of the provider's people. */
export const viewItem = (view: string): string => `view-${view}`;

/** Name of a saved view's line there. */
export const savedItem = (view: string): string => `saved-${view}`;

/** A counter in words: it is exact up to the limit. */
export function countLabel(count: number): string {
  return count >= COUNT_LIMIT ? m.view_count_many({ count: COUNT_LIMIT - 1 }) : m.view_count({ count });
}

/**
 * The live numbers of the menu, by the id of its lines. Hot is what asks for somebody: tickets that nobody has taken or that are late, own
 * tickets with something new; for a customer the tickets with something to read, and those that wait for their yes.
 * @param saved numbers of saved views, by id
 */
export function menuCounts(
  me: Principal,
  counts: ListAnswer['counts'],
  inbox: readonly TicketRow[],
  saved: Readonly<Record<string, number>> = {},
): Record<string, MenuCount> {
  if (me.side === 'customer')
    return {
      tickets: { value: inbox.length, label: m.notification_unread({ count: inbox.length }), hot: true },
      ...(counts.authorize !== undefined && {
        [viewItem('authorize')]: {
          value: counts.authorize,
          label: countLabel(counts.authorize),
          hot: true,
        },
      }),
    };
  const hasNews = inbox.some(
    ({ ticket }) => ticket.operator === me.person || ticket.collaborators.includes(me.person),
  );
  const ofViews = viewsFor(me).map((view): [string, MenuCount] => {
    const value = counts[view] ?? 0;
    const hot = view === 'unassigned' || view === 'overdue' || (view === 'mine' && hasNews);
    return [viewItem(view), { value, label: countLabel(value), hot }];
  });
  const ofSaved = Object.entries(saved).map(([id, value]): [string, MenuCount] => [
    savedItem(id),
    { value, label: countLabel(value) },
  ]);
  return Object.fromEntries([...ofViews, ...ofSaved]);
}
