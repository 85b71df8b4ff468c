import { findTicket, type PersonRecord } from '@sportello/models';
import type { Installation } from '../installation.ts';
import { secondAddressOf } from './outgoing.ts';

/** How the mails to somebody stand, as far as they may choose. */
export type Subscription = 'subscribed' | 'unsubscribed';

type Portal = Pick<Installation, 'mailSeal' | 'database'>;

/** Whose mails a link is about: somebody's, or those to a second address that they named. */
interface LinkSubject {
  readonly person: PersonRecord;
  readonly second: string | null;
}

async function subjectOf({ mailSeal, database }: Portal, token: string): Promise<LinkSubject | null> {
  const ticketId = mailSeal.ticketOf(token);
  const ticket = ticketId && (await findTicket(database, ticketId));
  const id = ticket ? ticket.requester : mailSeal.personOf(token);
  const person = id && (await database.people.findById(id).lean<PersonRecord>());
  if (!person) return null;
  const second = ticket ? secondAddressOf(ticket, person) : null;
  return ticket && second === null ? null : { person, second };
}

/** What a link of a footer is about. */
export interface LinkedSubscription {
  readonly subscription: Subscription;
  /** True for the second address that somebody named on a ticket. */
  readonly isSecond: boolean;
}

/** How the mails of a link stand; null for a link that was not made here, or whose person is gone. */
export async function subscriptionOf(portal: Portal, token: string): Promise<LinkedSubscription | null> {
  const subject = await subjectOf(portal, token);
  if (!subject) return null;
  const { person, second } = subject;
  const isOver = second === null ? person.unsubscribed : person.unsubscribedAddresses?.includes(second);
  return { subscription: isOver ? 'unsubscribed' : 'subscribed', isSecond: second !== null };
}

function changeOf(wanted: Subscription, second: string | null) {
  const isEnding = wanted === 'unsubscribed';
  if (second !== null)
    return isEnding
      ? { $addToSet: { unsubscribedAddresses: second } }
      : { $pull: { unsubscribedAddresses: second } };
  return isEnding ? { $set: { unsubscribed: true } } : { $unset: { unsubscribed: 1 } };
}

/** Ends the mails of a link, or resumes them; it may be repeated. @returns false for a link that was not made here */
export async function setSubscription(portal: Portal, token: string, wanted: Subscription): Promise<boolean> {
  const subject = await subjectOf(portal, token);
  if (!subject) return false;
  const { matchedCount } = await portal.database.people.updateOne(
    { _id: subject.person._id },
    { ...changeOf(wanted, subject.second), $inc: { revision: 1 } },
  );
  return matchedCount > 0;
}
