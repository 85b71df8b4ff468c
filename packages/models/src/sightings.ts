import { type Database, trusted } from './database.ts';
import { SIGHTED_FOR, type SightingRecord } from './schemas/coordination.ts';

/** Notes that people are connected now. */
export async function noteSighted(
  { sightings }: Database,
  people: readonly string[],
  at: number,
): Promise<void> {
  if (people.length === 0) return;
  await sightings.bulkWrite(
    people.map((_id) => ({
      updateOne: { filter: { _id }, update: { $max: { at: new Date(at) } }, upsert: true },
    })),
    { ordered: false },
  );
}

/** Who of some people is connected now. */
export async function sightedNow(
  { sightings }: Database,
  people: readonly string[],
  now: number,
): Promise<ReadonlySet<string>> {
  const found = await sightings
    .find({ _id: trusted({ $in: [...people] }), at: trusted({ $gt: new Date(now - SIGHTED_FOR) }) })
    .lean<SightingRecord[]>();
  return new Set(found.map(({ _id }) => _id));
}
