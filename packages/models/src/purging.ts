import { type Database, trusted } from './database.ts';
import type { TicketRecord } from './schemas/tickets.ts';
import type { TombstoneRecord } from './schemas/tombstones.ts';

/** Which discarded tickets have had their time. */
export interface PurgeQuery {
  /** Those that were discarded at this moment or earlier, epoch milliseconds. */
  readonly discardedUntil: number;
  /** Companies for whose tickets time stands still. */
  readonly held: readonly string[];
}

/** The ids of the tickets whose time is over, those first that were discarded first. */
export async function ticketsToPurge(
  database: Database,
  { discardedUntil, held }: PurgeQuery,
  limit: number,
): Promise<string[]> {
  const found = await database.tickets
    .find(
      {
        state: 'discarded',
        stateAt: trusted({ $lte: discardedUntil }),
        company: trusted({ $nin: [...held] }),
      },
      '_id',
    )
    .sort({ stateAt: 1 })
    .limit(limit)
    .lean<Pick<TicketRecord, '_id'>[]>();
  return found.map(({ _id }) => _id);
}

/**
 * Takes a ticket away, if its time is over still: whoever restores it at the same moment either comes first, and it stays,
 * or finds no ticket any more. From then on nothing that begins with a ticket finds it; what was in it is left for
 * {@link unburied}.
 * @returns whether it was taken away
 */
export async function purgeTicket(
  database: Database,
  id: string,
  { discardedUntil, now }: Pick<PurgeQuery, 'discardedUntil'> & { readonly now: number },
): Promise<boolean> {
  const session = await database.connection.startSession();
  try {
    return await session.withTransaction(async () => {
      const ticket = await database.tickets
        .findOneAndDelete(
          { _id: id, state: 'discarded', stateAt: trusted({ $lte: discardedUntil }) },
          { session },
        )
        .lean<TicketRecord>();
      if (!ticket) return false;
      const { number, company } = ticket;
      await database.tombstones.create([{ _id: id, number, company, at: now, isDone: false }], { session });
      return true;
    });
  } finally {
    await session.endSession();
  }
}

/** Tickets that were taken away and of whose content something may be left. */
export async function unburied(database: Database, limit: number): Promise<string[]> {
  const found = await database.tombstones
    .find({ isDone: false }, '_id')
    .limit(limit)
    .lean<Pick<TombstoneRecord, '_id'>[]>();
  return found.map(({ _id }) => _id);
}

/** The tombstones of some numbers. */
export function tombstonesOf(database: Database, numbers: readonly number[]): Promise<TombstoneRecord[]> {
  return database.tombstones.find({ number: trusted({ $in: [...numbers] }) }).lean<TombstoneRecord[]>();
}
