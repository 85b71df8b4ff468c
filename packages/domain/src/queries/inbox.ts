import { openStates, type Principal, type QueryOutput, type Result } from '@sportello/core';
import { type Database, fromRecord, type TicketRecord, trusted } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { countUnread, numberingOf, rowsOf } from './rows.ts';
import { reachFilter, type TicketFilter } from './scope.ts';

/** Rows of the notification panel. */
const PANEL_ROWS = 30;

type Head = Pick<TicketRecord, '_id' | 'seq' | 'pub' | 'activityAt'>;

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

/** Heads of all tickets that concern a person, newest first. */
async function concerning(database: Database, principal: Principal): Promise<Head[]> {
  const reach = reachFilter(principal);
  if (!reach) return [];
  const found = await Promise.all(
    candidates(principal).map((filter) =>
      database.tickets.find({ $and: [reach, filter] }, { seq: 1, pub: 1, activityAt: 1 }).lean<Head[]>(),
    ),
  );
  const byId = new Map(found.flat().map((head) => [head._id, head]));
  return [...byId.values()].sort((one, other) => other.activityAt - one.activityAt);
}

/** Unread entries of the tickets that concern a person, the newest tickets first: ticket → how many. */
export async function unreadOf(database: Database, principal: Principal): Promise<Map<string, number>> {
  const field = numberingOf(principal.side);
  const [heads, positions] = await Promise.all([
    concerning(database, principal),
    database.readers
      .find({ person: principal.person }, { _id: 0, ticket: 1, [field]: 1 })
      .lean<{ ticket: string; seq?: number; pub?: number }[]>(),
  ]);
  const read = new Map(positions.map((one) => [one.ticket, one[field] ?? 0]));
  const behind = new Map(
    heads.map((head) => [head._id, { head: head[field], read: read.get(head._id) ?? 0 }]),
  );
  const counted = await countUnread(database, principal, behind);
  return new Map(
    heads.flatMap(({ _id }) => (counted.has(_id) ? [[_id, counted.get(_id) ?? 0] as const] : [])),
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
