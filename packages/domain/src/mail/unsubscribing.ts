import type { Installation } from '../installation.ts';

/** How the mails to somebody stand, as far as they may choose. */
export type Subscription = 'subscribed' | 'unsubscribed';

/** How the mails to the person of a link stand; null for a link that was not made here, or whose person is gone. */
export async function subscriptionOf(
  { mailSeal, database }: Pick<Installation, 'mailSeal' | 'database'>,
  token: string,
): Promise<Subscription | null> {
  const id = mailSeal.personOf(token);
  const person = id && (await database.people.findById(id, { unsubscribed: 1 }).lean());
  if (!person) return null;
  return person.unsubscribed ? 'unsubscribed' : 'subscribed';
}

/** Ends the mails to the person of a link, or resumes them; it may be repeated. @returns false for a link that was not made here */
export async function setSubscription(
  { mailSeal, database }: Pick<Installation, 'mailSeal' | 'database'>,
  token: string,
  wanted: Subscription,
): Promise<boolean> {
  const id = mailSeal.personOf(token);
  if (!id) return false;
  const change =
    wanted === 'unsubscribed' ? { $set: { unsubscribed: true } } : { $unset: { unsubscribed: 1 } };
  const { matchedCount } = await database.people.updateOne({ _id: id }, { ...change, $inc: { revision: 1 } });
  return matchedCount > 0;
}
