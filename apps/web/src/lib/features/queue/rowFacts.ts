import {
  type LastWritten,
  type Mark,
  markOf,
  type Principal,
  type Ticket,
  type TicketRow,
} from '@sportello/core';

/** The marker of a row for who looks at it. */
export function rowMark(row: TicketRow, me: Principal): Mark {
  return markOf(row.ticket, me.side, row.read, row.othersPub);
}

/** What was last written, with its author; the description of a ticket that nobody has answered. */
export function lastWords(
  ticket: Ticket,
): Pick<LastWritten, 'author' | 'excerpt' | 'at'> & { readonly isNote: boolean } {
  const { lastCustomer, lastStaff, lastNote } = ticket;
  const written = [lastCustomer, lastStaff, lastNote]
    .filter((one) => one !== null)
    .sort((one, other) => other.seq - one.seq);
  const last = written[0];
  if (!last) return { author: ticket.requester, excerpt: ticket.excerpt, at: ticket.openedAt, isNote: false };
  return { author: last.author, excerpt: last.excerpt, at: last.at, isNote: last === lastNote };
}
