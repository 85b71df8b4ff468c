import { COUNT_LIMIT, type ListAnswer, type Principal, type TicketRow, viewsFor } from '@sportello/core';
import type { MenuCount } from '../../frame/types.ts';
import * as m from '../../paraglide/messages.js';

/** Name of a view's line in the menu of the provider's people. */
export const viewItem = (view: string): string => `view-${view}`;

/** A counter in words: it is exact up to the limit. */
export function countLabel(count: number): string {
  return count >= COUNT_LIMIT ? m.view_count_many({ count: COUNT_LIMIT - 1 }) : m.view_count({ count });
}

/**
 * The live numbers of the menu, by the id of its lines. Hot is what asks for somebody: tickets that nobody has taken, own
 * tickets with something new; for a customer the tickets with something to read, and those that wait for their yes.
 */
export function menuCounts(
  me: Principal,
  counts: ListAnswer['counts'],
  inbox: readonly TicketRow[],
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
  return Object.fromEntries(
    viewsFor(me).map((view) => {
      const value = counts[view] ?? 0;
      const hot = view === 'unassigned' || (view === 'mine' && hasNews);
      return [viewItem(view), { value, label: countLabel(value), hot }];
    }),
  );
}
