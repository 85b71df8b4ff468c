import mongoose from 'mongoose';
import type { Database } from './database.ts';

const { trusted } = mongoose;

const isDuplicate = (error: unknown): boolean => typeof error === 'object' && error !== null && 'code' in error && error.code === 11_000;

/**
 * Takes or renews the right to do a piece of background work. Times are the database's, so that clocks of processes may lie.
 * @param duration milliseconds
 * @returns true while this holder has the lease
 */
export async function holdLease(database: Database, name: string, holder: string, duration: number): Promise<boolean> {
  try {
    const result = await database.leases.updateOne(
      { _id: name, $expr: trusted({ $or: [{ $eq: ['$holder', holder] }, { $lt: ['$until', '$$NOW'] }] }) },
      [{ $set: { holder, until: { $add: ['$$NOW', duration] } } }],
      { upsert: true, updatePipeline: true },
    );
    return result.matchedCount + result.upsertedCount > 0;
  } catch (error) {
    // The upsert collides with the lease somebody else holds.
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/** Gives a lease back. */
export async function releaseLease(database: Database, name: string, holder: string): Promise<void> {
  await database.leases.deleteOne({ _id: name, holder });
}
