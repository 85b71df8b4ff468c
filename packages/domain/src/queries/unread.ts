import { COUNT_LIMIT, openStates, type Principal } from '@sportello/core';
import { type Database, trusted } from '@sportello/models';
import { type Behind, countUnread, numberingOf } from './rows.ts';
import { reachFilter, type TicketFilter } from './scope.ts';

/** Tickets that come in one answer of the database; more of them take several. */
const AT_ONCE = 5_000;

/** What somebody has not read of a ticket. */
export interface Unread {
  /** Entries, up to the limit of counting. */
  readonly count: number;
  readonly activityAt: number;
  /** The position it was counted from. */
  readonly read: number;
}

function candidates(principal: Principal): TicketFilter[] {
  const me = principal.person;
  if (principal.side === 'customer') return [{ participants: me }];
  return [
    { participants: me },
    { operator: me },
    { collaborators: me },
    {
      operator: null,
      state: trusted({ $in: [...openStates] }),
      team: trusted({ $in: [...principal.teams] }),
    },
  ];
}

/** The tickets that concern a person, within what they may read now; null when there cannot be any. */
export function concernFilter(principal: Principal): TicketFilter | null {
  const reach = reachFilter(principal);
  return reach && { $and: [reach, { $or: candidates(principal) }] };
}

/** A ticket that has grown beyond where a person has read it. */
interface Grown extends Behind {
  readonly _id: string;
  readonly activityAt: number;
}

/**
 * The tickets that concern a person and have grown since they read them. Somebody takes part in thousands of tickets in
 * the course of years: heads and read positions meet in the database, which finds both in its indexes.
 */
async function grownSince({ tickets }: Database, principal: Principal): Promise<Grown[]> {
  const reach = reachFilter(principal);
  if (!reach) return [];
  const field = numberingOf(principal.side);
  const [first = [], ...others] = candidates(principal).map((filter) => [
    { $match: { $and: [reach, filter] } },
    { $project: { head: `$${field}`, activityAt: 1 } },
  ]);
  const joined = tickets.aggregate<Grown>([
    ...first,
    ...others.map((pipeline) => ({ $unionWith: { coll: 'tickets', pipeline } })),
    {
      $unionWith: {
        coll: 'readers',
        pipeline: [
          { $match: { person: principal.person } },
          { $project: { _id: '$ticket', read: `$${field}` } },
        ],
      },
    },
    {
      $group: {
        _id: '$_id',
        head: { $max: '$head' },
        read: { $max: '$read' },
        activityAt: { $max: '$activityAt' },
      },
    },
    { $set: { read: { $ifNull: ['$read', 0] } } },
    // What has no head was read and does not concern them (any more).
    { $match: { $expr: { $gt: ['$head', '$read'] } } },
  ]);
  return joined.option({ batchSize: AT_ONCE });
}

/** As {@link grownSince}, of some tickets alone. */
async function grownAmong(
  { tickets, readers }: Database,
  principal: Principal,
  among: readonly string[],
): Promise<Grown[]> {
  const concern = concernFilter(principal);
  if (!concern) return [];
  const field = numberingOf(principal.side);
  const [heads, positions] = await Promise.all([
    tickets
      .find({ $and: [{ _id: trusted({ $in: [...among] }) }, concern] }, { [field]: 1, activityAt: 1 })
      // Everything else that is asked about them has an index too, and most of those are far longer.
      .hint({ _id: 1 })
      .lean<{ _id: string; seq?: number; pub?: number; activityAt: number }[]>(),
    readers
      .find(
        { person: principal.person, ticket: trusted({ $in: [...among] }) },
        { _id: 0, ticket: 1, [field]: 1 },
      )
      .lean<{ ticket: string; seq?: number; pub?: number }[]>(),
  ]);
  const reads = new Map(positions.map((one) => [one.ticket, one[field] ?? 0]));
  return heads.flatMap(({ _id, activityAt, [field]: head = 0 }) => {
    const read = reads.get(_id) ?? 0;
    return head > read ? [{ _id, activityAt, head, read }] : [];
  });
}

/**
 * Unread entries of the tickets that concern a person, by ticket; read tickets are absent.
 * @param among looks at these tickets alone
 * @param known what was counted before for the same person: entries stay, so what was too much to count is so until the
 *   person has read on
 */
export async function unreadOf(
  database: Database,
  principal: Principal,
  among?: readonly string[],
  known: ReadonlyMap<string, Unread> = new Map(),
): Promise<Map<string, Unread>> {
  const grown = await (among ? grownAmong(database, principal, among) : grownSince(database, principal));
  const isFull = ({ _id, read }: Grown): boolean => {
    const before = known.get(_id);
    return before?.read === read && before.count >= COUNT_LIMIT;
  };
  const open = grown.filter((one) => !isFull(one));
  const counted = await countUnread(database, principal, new Map(open.map((one) => [one._id, one])));
  return new Map(
    grown.flatMap((one) => {
      const { _id, activityAt, read } = one;
      const count = isFull(one) ? COUNT_LIMIT : counted.get(_id);
      return count === undefined ? [] : [[_id, { count, activityAt, read }] as const];
    }),
  );
}
