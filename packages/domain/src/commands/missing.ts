import {
  type CommandData,
  type CommandOutput,
  can,
  type Result,
  refuse,
  searchSections,
} from '@sportello/core';
import {
  fullName,
  MISSES_LIMIT,
  MISSING_PEOPLE_LIMIT,
  type MissedSearchRecord,
  type PersonRecord,
} from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { type MissedWords, missedWords, namesIn } from '../queries/search/missedWords.ts';
import { search } from '../queries/search.ts';

/** Names that no remembered search may contain: the company's, and those of its people. */
async function namesAround(
  { database, people }: Installation,
  company: string,
): Promise<ReadonlySet<string>> {
  const [owner, colleagues] = await Promise.all([
    people.company(company),
    database.people
      .find({ 'memberships.company': company }, { firstName: 1, lastName: 1 })
      .lean<Pick<PersonRecord, 'firstName' | 'lastName'>[]>(),
  ]);
  return namesIn([...(owner ? [owner.name] : []), ...colleagues.map(fullName)]);
}

/** Adds one to a search, unless it was counted for this person today. */
async function count(
  { database, missSeal, now }: Installation,
  person: string,
  { key, words }: MissedWords,
): Promise<boolean> {
  const at = now();
  const day = new Date(at).toISOString().slice(0, 10);
  const who = missSeal.of(key, person);
  const today = { $cond: [{ $eq: ['$day', day] }, '$today', []] };
  const isIn = (list: object | string) => ({
    $or: [{ $in: [who, list] }, { $gte: [{ $size: list }, MISSING_PEOPLE_LIMIT] }],
  });
  const added = (list: object | string) => ({
    $cond: [isIn(list), list, { $concatArrays: [list, [who]] }],
  });
  const update = () =>
    database.missedSearches
      .findOneAndUpdate(
        { _id: key },
        [
          { $set: { today, people: { $ifNull: ['$people', []] } } },
          {
            $set: {
              times: { $add: [{ $ifNull: ['$times', 0] }, { $cond: [isIn('$today'), 0, 1] }] },
              people: added('$people'),
              today: added('$today'),
              words: { $ifNull: ['$words', { $literal: words }] },
              firstAt: { $ifNull: ['$firstAt', at] },
              day,
              lastAt: at,
            },
          },
        ],
        { upsert: true, returnDocument: 'before', updatePipeline: true },
      )
      .lean<MissedSearchRecord>();
  // Two people who are the first at once both try to insert: the second finds the record there.
  const before = await update().catch((error: unknown) => {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 11_000)
      return update();
    throw error;
  });
  if (before === null) await makeRoom({ database });
  return !(before?.day === day && before.today.includes(who));
}

/** What was searched for least, and longest ago, goes when there is too much. */
async function makeRoom({ database: { missedSearches } }: Pick<Installation, 'database'>): Promise<void> {
  const surplus = (await missedSearches.estimatedDocumentCount()) - MISSES_LIMIT;
  if (surplus <= 0) return;
  const least = await missedSearches
    .find({}, { _id: 1 })
    .sort({ times: 1, lastAt: 1, _id: -1 })
    .limit(surplus)
    .lean<Pick<MissedSearchRecord, '_id'>[]>();
  for (const { _id } of least) await missedSearches.deleteOne({ _id });
}

/**
 * Remembers what a customer searched for in vain when they stopped typing, so that somebody writes it: its words alone,
 * without names, numbers and addresses. The search is made once more, so that only what really finds nothing counts, and a
 * search that the engine did not answer does not. Support looks for customers by their names: of its searches nothing is
 * kept.
 */
export async function miss(
  installation: Installation,
  ctx: Context,
  { q }: CommandData<'search.miss'>,
): Promise<Result<CommandOutput<'search.miss'>>> {
  const { principal } = ctx;
  if (!can(principal, 'search')) return refuse('forbidden');
  const counted = async (): Promise<boolean> => {
    if (principal.side !== 'customer' || principal.company === null) return false;
    const words = missedWords(q, await namesAround(installation, principal.company));
    if (!words) return false;
    const found = await search(installation, ctx, { q, sections: [...searchSections], limit: 1 });
    if (!found.ok || found.data.engine !== 'meilisearch') return false;
    const { articles, tickets, messages } = found.data;
    if (articles.length + tickets.length + messages.length > 0) return false;
    return count(installation, principal.person, words);
  };
  return { ok: true, data: { counted: await counted() } };
}
