import { can } from '@sportello/core';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';

/** Something that customers search for and nobody has written. */
export interface MissedSearch {
  readonly words: string;
  /** How often, each person counted once a day. */
  readonly times: number;
  /** By how many people. */
  readonly people: number;
  /** Epoch milliseconds. */
  readonly lastAt: number;
}

/** How much of a report is wanted. */
export interface Wanted {
  /** Epoch milliseconds: nothing that lies before. */
  readonly since: number;
  /** Most lines. */
  readonly limit: number;
}

/**
 * What customers search for and do not find, what would help most people first; nothing for who is not support. Chosen is
 * what was searched for in the time; the numbers tell of all that is remembered of it.
 */
export async function missedSearches(
  { database }: Installation,
  { principal }: Context,
  { since, limit }: Wanted,
): Promise<MissedSearch[]> {
  if (!can(principal, 'search.misses')) return [];
  return database.missedSearches.collection
    .aggregate<MissedSearch>([
      { $match: { lastAt: { $gte: since } } },
      // The seals themselves go no further.
      { $project: { words: 1, times: 1, lastAt: 1, people: { $size: '$people' } } },
      { $sort: { people: -1, times: -1, lastAt: -1, _id: 1 } },
      { $limit: limit },
      { $project: { _id: 0 } },
    ])
    .toArray();
}
