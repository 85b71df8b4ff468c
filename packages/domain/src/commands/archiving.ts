import { type CommandData, type CommandOutput, can, type Result, refuse } from '@sportello/core';
import { findTicket, setArchived } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';

/** Everybody arranges the own list: who may see a ticket may archive it (workflow t27). Nobody else learns of it. */
async function put(
  { database }: Installation,
  { principal }: Context,
  id: string,
  archived: boolean,
): Promise<Result<CommandOutput<'ticket.archive'>>> {
  const ticket = await findTicket(database, id);
  if (!ticket || !can(principal, 'ticket.read', ticket)) return refuse('not_found');
  await setArchived(database, id, principal, archived);
  return { ok: true, data: { ticket: id, archived } };
}

/** Takes a ticket out of the caller's list until somebody writes a message. */
export function archive(installation: Installation, ctx: Context, data: CommandData<'ticket.archive'>) {
  return put(installation, ctx, data.ticket, true);
}

/** Takes a ticket back into the caller's list. */
export function unarchive(installation: Installation, ctx: Context, data: CommandData<'ticket.unarchive'>) {
  return put(installation, ctx, data.ticket, false);
}
