import {
  can,
  type Directory,
  type ListQuery,
  positionIn,
  type Result,
  refuse,
  type Ticket,
} from '@sportello/core';
import { fromRecord } from '@sportello/models';
import type { Context } from '../context.ts';
import { isSamePrincipal } from '../identity/principal.ts';
import type { Installation } from '../installation.ts';
import { findWindow } from './lists.ts';

/** Most tickets of one export. */
export const EXPORT_LIMIT = 10_000;
/** Tickets read at once. */
const BATCH = 500;
/** Milliseconds after which somebody who is exporting may try again. */
const RETRY = 10_000;
/** Milliseconds after which an export that nobody reads on gives way to another. */
const STANDSTILL = 60_000;

/** Some tickets of an export, with the names they refer to. */
export interface ExportBatch {
  readonly tickets: readonly Ticket[];
  readonly directory: Directory;
}

/** An export that is read batch by batch, or given up. */
export interface TicketExport extends AsyncIterableIterator<ExportBatch, undefined> {
  return(): Promise<IteratorResult<ExportBatch, undefined>>;
}

/** When the export of a person in this process was last read on: one a person, since each reads thousands of tickets. */
const exporting = new Map<string, { at: number }>();

/**
 * All tickets of a list, from its beginning and in its order, up to {@link EXPORT_LIMIT}: each batch is read within the rights
 * of who asks, as they are when it is read. The export ends with the last batch, when its reader goes away or stands still, and
 * when the right to it ends.
 */
export function exportTickets(
  installation: Installation,
  ctx: Context,
  query: ListQuery,
): Result<TicketExport> {
  const { person } = ctx.principal;
  if (!can(ctx.principal, 'ticket.read')) return refuse('forbidden');
  const under = exporting.get(person);
  if (under && installation.now() - under.at < STANDSTILL)
    return refuse('too_many_requests', { retryAfter: RETRY });
  // Taken here and not with the first batch: what is asked for at the same moment would all get past.
  const turn = { at: installation.now() };
  exporting.set(person, turn);
  const batches = batchesOf(installation, ctx, query);
  return { ok: true, data: inTurn(installation, person, turn, batches) };
}

/** The same batches while the turn is theirs, which ends with them, also where none was ever asked for. */
function inTurn(
  { now }: Installation,
  person: string,
  turn: { at: number },
  batches: AsyncGenerator<ExportBatch, undefined>,
): TicketExport {
  const isOver = () => exporting.get(person) !== turn;
  const end = () => void (isOver() || exporting.delete(person));
  const made: TicketExport = {
    next: async () => {
      if (isOver()) return made.return();
      turn.at = now();
      try {
        const step = await batches.next();
        if (step.done) end();
        return step;
      } catch (error) {
        end();
        throw error;
      }
    },
    return: () => {
      end();
      return batches.return(undefined);
    },
    [Symbol.asyncIterator]: () => made,
  };
  return made;
}

/** Is what the export was begun with still so? A reader may take their time over it. */
async function isStill({ identity }: Installation, { principal, session }: Context): Promise<boolean> {
  const now = await identity.contextOf(principal.person, principal.company, session);
  if (!now || !isSamePrincipal(now.principal, principal)) return false;
  return session === null || (await identity.aliveSessions([session])).has(session);
}

async function* batchesOf(
  installation: Installation,
  ctx: Context,
  { after: _, ...query }: ListQuery,
): AsyncGenerator<ExportBatch, undefined> {
  const { database, people } = installation;
  const { principal } = ctx;
  let after: string | undefined;
  for (let done = 0; done < EXPORT_LIMIT; done += BATCH) {
    if (done > 0 && !(await isStill(installation, ctx))) return undefined;
    const window = { ...query, limit: BATCH, ...(after !== undefined && { after }) };
    const records = await findWindow(database, principal, window);
    const tickets = records.slice(0, BATCH).map(fromRecord);
    const last = tickets.at(-1);
    if (last) yield { tickets, directory: await people.directory(principal, tickets) };
    if (!last || records.length <= BATCH) return undefined;
    after = positionIn(query.sort, last);
  }
  return undefined;
}
