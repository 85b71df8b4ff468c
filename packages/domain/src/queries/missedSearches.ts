import { can } from '@sportello/core';
import type { MissedSearchRecord } from '@sportello/models';
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

/** What customers search for and do not find, the most wanted first; nothing for who is not support. */
export async function missedSearches(
  { database }: Installation,
  { principal }: Context,
  limit = 100,
): Promise<MissedSearch[]> {
  if (!can(principal, 'search.misses')) return [];
  const found = await database.missedSearches
    .find()
    .sort({ times: -1, lastAt: -1, _id: 1 })
    .limit(limit)
    .lean<MissedSearchRecord[]>();
  return found.map(({ words, times, people, lastAt }) => ({ words, times, people: people.length, lastAt }));
}
