import type { Principal, QueryOutput, Result, Ticket, TicketRow } from '@sportello/core';
import { type Database, fromRecord, type TicketRecord, trusted } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { rowsOf } from './rows.ts';
import { concernFilter, type Unread } from './unread.ts';

/** Rows of the notification panel. */
const PANEL_ROWS = 30;

/** Tickets as they are now, newest first; what does not concern the person any more is left out. */
async function stillConcerning(
  { tickets }: Database,
  principal: Principal,
  ids: readonly string[],
): Promise<Ticket[]> {
  const concern = concernFilter(principal);
  if (!concern || ids.length === 0) return [];
  const records = await tickets
    .find({ $and: [{ _id: trusted({ $in: [...ids] }) }, concern] })
    .hint({ _id: 1 })
    .lean<TicketRecord[]>();
  return records.map(fromRecord).sort((one, other) => other.activityAt - one.activityAt);
}

async function panelRows(
  database: Database,
  principal: Principal,
  unread: ReadonlyMap<string, Unread>,
): Promise<TicketRow[]> {
  const newest = [...unread].sort(([, one], [, other]) => other.activityAt - one.activityAt);
  const ids = newest.slice(0, PANEL_ROWS).map(([ticket]) => ticket);
  const rows = await rowsOf(database, principal, await stillConcerning(database, principal, ids));
  // Read in another process a moment ago.
  return rows.filter((row) => row.unread > 0);
}

/** What is new for a person: the sum, and the rows of the panel. */
export async function inbox(installation: Installation, ctx: Context): Promise<Result<QueryOutput<'inbox'>>> {
  const { database, unread: kept, people, now } = installation;
  const unread = await kept.of(ctx.principal);
  const rows = await panelRows(database, ctx.principal, unread);
  return {
    ok: true,
    data: {
      unread: [...unread.values()].reduce((sum, { count }) => sum + count, 0),
      rows,
      directory: await people.directory(
        ctx.principal,
        rows.map(({ ticket }) => ticket),
      ),
      at: now(),
    },
  };
}
