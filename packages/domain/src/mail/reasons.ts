import { can, type Entry, type Principal, projectEntry, type Ticket } from '@sportello/core';

/**
 * Why somebody gets a mail about an entry: the receipt for their own request, a request that waits for their authorisation,
 * a new ticket for their team, a ticket that was given to them, or anything else that happened.
 */
export type MailReason = 'confirmation' | 'authorization' | 'opened' | 'assigned' | 'news';

/** What is worth a mail at all: what somebody said, where the ticket stands, and what is about to happen by itself. */
const tells = ({ body, changes }: Entry): boolean =>
  // That a "thank you" needs no answer is no news, nor that the ticket is where it was before it.
  !changes.settled &&
  (body !== null || changes.state !== undefined || Boolean(changes.warnedAt ?? changes.dueAlarm));

/** True for the entry by which a ticket reaches support: its opening, or the company's letting it through. */
const reachesSupport = ({ kind, changes }: Entry): boolean =>
  kind === 'opened' || changes.state?.[0] === 'authorization';

/** True for the end of a request that the company never let through: it is none of support's business. */
const neverReachesSupport = ({ changes }: Entry): boolean =>
  changes.state?.[0] === 'authorization' && changes.state[1] === 'discarded';

function reasonForCustomer(entry: Entry, ticket: Ticket, { person, ...rest }: Principal): MailReason | null {
  if (entry.kind === 'opened' && ticket.requester === person) return 'confirmation';
  if (entry.author.id === person) return null;
  const mayAuthorize = can({ person, ...rest }, 'ticket.authorize', ticket);
  if (entry.kind === 'opened' && ticket.state === 'authorization' && mayAuthorize) return 'authorization';
  const takesPart = ticket.requester === person || ticket.participants.includes(person);
  // Who it is about now, and who it was about, are told even where nothing was said.
  const isAbout = entry.changes.requester?.includes(person) ?? false;
  return takesPart && (isAbout || tells(entry)) ? 'news' : null;
}

function reasonForStaff(entry: Entry, ticket: Ticket, { person, teams }: Principal): MailReason | null {
  if (entry.author.id === person || neverReachesSupport(entry)) return null;
  const isMine = ticket.operator === person;
  const isMyTeams = ticket.operator === null && ticket.team !== null && teams.includes(ticket.team);
  if (!isMine && !isMyTeams) return null;
  if (isMine && entry.changes.operator?.[1] === person) return 'assigned';
  if (entry.kind === 'note') return isMine ? 'news' : null;
  if (!tells(entry)) return null;
  if (reachesSupport(entry)) return 'opened';
  // Colleagues see what colleagues do in the desk; what a timer did concerns whoever has the ticket in charge.
  if (entry.author.side === 'staff') return null;
  return isMine || entry.author.side === 'customer' ? 'news' : null;
}

/**
 * Why a person is told of an entry by mail, as things are now; null when they are not. It is asked when a mail is planned and
 * again before it leaves: a right that ended meanwhile, or a colleague who took the ticket, takes the reason away.
 * Nobody is told what they did themself, apart from the receipt for a request.
 */
export function mailReason(entry: Entry, ticket: Ticket, reader: Principal): MailReason | null {
  if (!can(reader, 'ticket.read', ticket) || projectEntry(entry, reader.side) === null) return null;
  return reader.side === 'customer'
    ? reasonForCustomer(entry, ticket, reader)
    : reasonForStaff(entry, ticket, reader);
}
