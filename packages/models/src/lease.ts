import mongoose from 'mongoose';
import type { Database } from './database.ts';

const { trusted } = mongoose;

/** True when something of which there may be one was there already. */
export const isDuplicate = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 11_000;

/** Takes the lease where it is free, run out or one's own already. */
async function takeOver(
  database: Database,
  name: string,
  holder: string,
  duration: number,
): Promise<boolean> {
  const result = await database.leases.updateOne(
    { _id: name, $expr: trusted({ $or: [{ $eq: ['$holder', holder] }, { $lt: ['$until', '$$NOW'] }] }) },
    [{ $set: { holder, until: { $add: ['$$NOW', duration] } } }],
    { updatePipeline: true },
  );
  return result.matchedCount > 0;
}

/**
 * Takes or renews the right to do a piece of background work. Times are the database's, so that clocks of processes may lie.
 * @param duration milliseconds
 * @returns true while this holder has the lease
 */
export async function holdLease(
  database: Database,
  name: string,
  holder: string,
  duration: number,
): Promise<boolean> {
  if (await takeOver(database, name, holder, duration)) return true;
  try {
    const { upsertedCount } = await database.leases.updateOne(
      { _id: name },
      { $setOnInsert: { holder, until: new Date(0) } },
      { upsert: true },
    );
    return upsertedCount > 0 && (await takeOver(database, name, holder, duration));
  } catch (error) {
    // Two that found nothing both insert: one of them is late.
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/** Gives a lease back. */
export async function releaseLease(database: Database, name: string, holder: string): Promise<void> {
  await database.leases.deleteOne({ _id: name, holder });
}
