import { can, type QueryData, type QueryOutput, type Result, refuse } from '@sportello/core';
import { findEntry, findTicket, versionsOf } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';

/** What an entry said before it was corrected or withdrawn: for those who look after the ticket. */
export async function versions(
  { database }: Installation,
  ctx: Context,
  data: QueryData<'versions'>,
): Promise<Result<QueryOutput<'versions'>>> {
  const ticket = await findTicket(database, data.ticket);
  if (!ticket || !can(ctx.principal, 'ticket.read', ticket)) return refuse('not_found');
  if (!can(ctx.principal, 'ticket.versions', ticket)) return refuse('forbidden');
  const entry = await findEntry(database, ticket.id, ctx.principal.side, data.seq);
  return { ok: true, data: { versions: entry ? await versionsOf(database, entry) : [] } };
}
