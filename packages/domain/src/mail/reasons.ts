import { can, type Entry, type Principal, projectEntry, type Ticket } from '@sportello/core';

/**
 * Why somebody gets a mail about an entry: the receipt for their own request, a request that waits for their authorisation,
 * a new ticket for their team, a ticket that was given to them, that it closes by itself before long, that a promised time
 * ends or has ended, that the day it was planned for has come, or anything else that happened.
 */
export type MailReason =
  | 'confirmation'
  | 'authorization'
  | 'opened'
  | 'assigned'
  | 'closing'
  | 'due'
  | 'planReached'
  | 'news';

/** An alarm that only outlasted a hold is no news. */
const newAlarm = ({ dueAlarm }: Entry['changes']): boolean =>
  Boolean(dueAlarm?.[1] && dueAlarm[0] !== dueAlarm[1]);

/** What is worth a mail at all: what somebody said, where the ticket stands, and when support expects to be done. */
const tells = ({ body, changes }: Entry): boolean =>
  // That a "thank you" needs no answer is no news, nor that the ticket is where it was before it.
  !changes.settled &&
  (body !== null ||
    changes.state !== undefined ||
    changes.hold !== undefined ||
    changes.callback !== undefined ||
    Boolean(changes.expectedAt?.[1]));

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
  // A warning is of no use once somebody has written.
  if (entry.changes.warnedAt) return takesPart && ticket.warnedAt !== null ? 'closing' : null;
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
  // Nor one of a promise that was kept meanwhile, or that is broken by now.
  if (newAlarm(entry.changes)) return entry.changes.dueAlarm?.[1] === ticket.dueAlarm ? 'due' : null;
  if (entry.changes.warnedAt && isMine) return ticket.warnedAt === null ? null : 'news';
  if (!tells(entry)) return null;
  if (isMine && entry.author.side === 'system' && entry.changes.state?.[0] === 'planned')
    return 'planReached';
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
