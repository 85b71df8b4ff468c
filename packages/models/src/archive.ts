import type { Side } from '@sportello/core';
import type { Database } from './database.ts';
import { readerId } from './schemas/readers.ts';

/**
 * Takes a ticket out of one person's list or back into it. What the person sees is derived from their position (`archived`,
 * the public head at that moment); lists find it by `archivedBy` of the ticket, which the next message empties. Both change
 * together, and a message that is committed at the same moment comes before or after.
 */
export async function setArchived(
  { connection, tickets, readers }: Database,
  ticket: string,
  { person, side }: { readonly person: string; readonly side: Side },
  isArchived: boolean,
): Promise<void> {
  await connection.transaction(
    async (session) => {
      const found = await tickets
        .findOneAndUpdate(
          { _id: ticket },
          isArchived ? { $addToSet: { archivedBy: person } } : { $pull: { archivedBy: person } },
          { session, projection: { pub: 1 } },
        )
        .lean<{ pub: number }>();
      if (!found) return;
      const blank = { ticket, person, side, seq: 0, pub: 0, received: 0, steps: [] };
      await readers.updateOne(
        { _id: readerId(ticket, person) },
        isArchived ? { $set: { archived: found.pub }, $setOnInsert: blank } : { $unset: { archived: true } },
        { session, upsert: isArchived },
      );
    },
    { writeConcern: { w: 'majority', j: true } },
  );
}
