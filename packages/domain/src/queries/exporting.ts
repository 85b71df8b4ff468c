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
import type { Installation } from '../installation.ts';
import { findWindow } from './lists.ts';

/** Most tickets of one export. */
export const EXPORT_LIMIT = 10_000;
/** Tickets read at once. */
const BATCH = 500;

/** Some tickets of an export, with the names they refer to. */
export interface ExportBatch {
  readonly tickets: readonly Ticket[];
  readonly directory: Directory;
}

/** Who is exporting in this process: one export a person, since each reads thousands of tickets. */
const exporting = new Set<string>();

/**
 * All tickets of a list, from its beginning and in its order, up to {@link EXPORT_LIMIT}: each batch is read within the rights
 * of who asks. The export ends with the last batch or when its reader goes away.
 */
export function exportTickets(
  installation: Installation,
  ctx: Context,
  query: ListQuery,
): Result<AsyncGenerator<ExportBatch>> {
  const { person } = ctx.principal;
  if (!can(ctx.principal, 'ticket.read')) return refuse('forbidden');
  if (exporting.has(person)) return refuse('too_many_requests');
  return { ok: true, data: batches(installation, ctx, query) };
}

async function* batches(
  { database, people }: Installation,
  ctx: Context,
  { after: _, ...query }: ListQuery,
): AsyncGenerator<ExportBatch> {
  const { principal } = ctx;
  exporting.add(principal.person);
  try {
    let after: string | undefined;
    for (let done = 0; done < EXPORT_LIMIT; done += BATCH) {
      const window = { ...query, limit: BATCH, ...(after !== undefined && { after }) };
      const records = await findWindow(database, principal, window);
      const tickets = records.slice(0, BATCH).map(fromRecord);
      const last = tickets.at(-1);
      if (last) yield { tickets, directory: await people.directory(principal, tickets) };
      if (!last || records.length <= BATCH) return;
      after = positionIn(query.sort, last);
    }
  } finally {
    exporting.delete(principal.person);
  }
}
