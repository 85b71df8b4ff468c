import type { InboxAnswer, ServerEvent, TicketRow } from '../protocol.ts';

/** What is new for a person as a page holds it: the sum, and the rows with something unread, newest first. */
export interface Inbox {
  readonly unread: number;
  readonly rows: readonly TicketRow[];
}

const withoutRead = (rows: readonly TicketRow[]): TicketRow[] => rows.filter(({ unread }) => unread > 0);

/** The inbox as it was loaded. */
export function inboxOf(answer: Pick<InboxAnswer, 'unread' | 'rows'>): Inbox {
  return { unread: answer.unread, rows: withoutRead(answer.rows) };
}

/** Takes over a push: the sum is absolute, the rows replace those of the same tickets. */
export function withBadge(held: Inbox, event: Pick<ServerEvent<'badge'>, 'unread' | 'rows' | 'gone'>): Inbox {
  const changed = new Map(event.rows.map((row) => [row.ticket.id, row]));
  const kept = held.rows.filter(({ ticket }) => !changed.has(ticket.id) && !event.gone.includes(ticket.id));
  const rows = withoutRead([...changed.values(), ...kept]).sort(
    (one, other) => other.ticket.activityAt - one.ticket.activityAt,
  );
  return { unread: event.unread, rows };
}
