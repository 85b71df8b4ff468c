import { can, PURGE_DAYS, ruleUnits, type TicketSubject } from '@sportello/core';
import {
  type EntryRecord,
  purgeTicket,
  ticketsToPurge,
  tombstonesOf,
  trusted,
  unburied,
} from '@sportello/models';
import type { Context } from './context.ts';
import { removeTickets } from './indexing/update.ts';
import type { Installation } from './installation.ts';

/** Tickets of one step. */
const BATCH = 100;

/** Removes everything that a ticket held, the log after the files: until then it leads to them. May be cut off and repeated. */
async function bury(installation: Installation, id: string): Promise<void> {
  const { database, search, content, pictures } = installation;
  const { attachments, entries, mails, readers, tombstones } = database;
  await Promise.all([mails.deleteMany({ ticket: id }), readers.deleteMany({ ticket: id })]);
  const carriers = entries
    .find({ ticket: id, 'attachments.id': trusted({ $exists: true }) }, { attachments: 1 })
    .lean<Pick<EntryRecord, 'attachments'>[]>()
    .cursor();
  for await (const carrier of carriers)
    for (const file of carrier.attachments ?? []) {
      await content.remove(file.id);
      await pictures.remove(file.id);
      await attachments.deleteOne({ _id: file.id });
    }
  await entries.deleteMany({ ticket: id });
  // Last: where the engine is away what it knows leads to nothing any more, and is taken out when it is back.
  await removeTickets(search, [id]);
  await tombstones.updateOne({ _id: id }, { isDone: true });
}

/**
 * Takes discarded tickets away whose time is over. What is left is the number, which is never given out again, and whose it
 * was. It may be killed anywhere and run twice at once: a ticket is whole or gone, and what was in it is removed by the
 * next run.
 * @returns the ids of those that were taken away now
 */
export async function purgeDiscarded(installation: Installation): Promise<readonly string[]> {
  const { database, people } = installation;
  await people.ready();
  const now = installation.now();
  const discardedUntil = now - PURGE_DAYS * ruleUnits.day;
  const purged: string[] = [];
  for (const id of await ticketsToPurge(database, { discardedUntil, held: people.held() }, BATCH))
    if (await purgeTicket(database, id, { discardedUntil, now })) purged.push(id);
  const burials = await Promise.allSettled(
    (await unburied(database, BATCH)).map((id) => bury(installation, id)),
  );
  // One that fails holds up no other, and is tried again at the next look.
  const failed = burials.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return purged;
}

/** When a number that leads nowhere any more disappeared, for whoever could have seen it; null: it was never there for them. */
export async function purgedAt(
  { database }: Installation,
  { principal }: Context,
  number: number,
): Promise<number | null> {
  const [tombstone] = await tombstonesOf(database, [number]);
  if (!tombstone) return null;
  const { company, at } = tombstone;
  // Who took part is not known any more.
  const subject: TicketSubject = { company, participants: [], collaborators: [], state: 'discarded' };
  return can(principal, 'ticket.read', subject) ? at : null;
}
