import { openStates, type Principal, type QueryOutput, type Result } from '@sportello/core';
import { type Database, fromRecord, type TicketRecord, trusted } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { type Behind, countUnread, numberingOf, rowsOf } from './rows.ts';
import { reachFilter } from './scope.ts';

/** Rows of the notification panel. */
const PANEL_ROWS = 30;
/** Tickets that come in one answer of the database; more of them take several. */
const AT_ONCE = 5_000;

function candidates(principal: Principal): object[] {
  const me = principal.person;
  if (principal.side === 'customer') return [{ participants: me }];
  return [
    { participants: me },
    { operator: me },
    { collaborators: me },
    { operator: null, state: { $in: [...openStates] }, team: { $in: [...principal.teams] } },
  ];
}

/** A ticket that has grown beyond where a person has read it. */
interface Grown extends Behind {
  readonly _id: string;
  readonly activityAt: number;
}

/**
 * The tickets that concern a person and have grown since they read them, newest first. Somebody takes part in thousands
 * of tickets in the course of years: heads and read positions meet in the database, which finds both in its indexes.
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
  const found = await joined.option({ batchSize: AT_ONCE });
  return found.sort((one, other) => other.activityAt - one.activityAt);
}

/** Unread entries of the tickets that concern a person, the newest tickets first: ticket → how many. */
export async function unreadOf(database: Database, principal: Principal): Promise<Map<string, number>> {
  const grown = await grownSince(database, principal);
  const counted = await countUnread(database, principal, new Map(grown.map((one) => [one._id, one])));
  return new Map(
    grown.flatMap(({ _id }) => (counted.has(_id) ? [[_id, counted.get(_id) ?? 0] as const] : [])),
  );
}

/** What is new for a person: the sum, and the rows of the panel. */
export async function inbox(installation: Installation, ctx: Context): Promise<Result<QueryOutput<'inbox'>>> {
  const { database } = installation;
  const unread = await unreadOf(database, ctx.principal);
  const shown = [...unread.keys()].slice(0, PANEL_ROWS);
  const records = await database.tickets.find({ _id: trusted({ $in: shown }) }).lean<TicketRecord[]>();
  const tickets = records.map(fromRecord).sort((one, other) => other.activityAt - one.activityAt);
  const rows = await rowsOf(database, ctx.principal, tickets);
  return {
    ok: true,
    data: {
      unread: [...unread.values()].reduce((sum, one) => sum + one, 0),
      rows,
      directory: await installation.people.directory(
        ctx.principal,
        rows.map(({ ticket }) => ticket),
      ),
      at: installation.now(),
    },
  };
}
