import { type CommandData, type CommandOutput, can, type Result, refuse } from '@sportello/core';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';

/** Changes whom mails come from, unless somebody else has changed the settings meanwhile. */
export async function changeMail(
  { database }: Installation,
  { principal }: Context,
  { revision, senderName, senderAddress }: CommandData<'mail.change'>,
): Promise<Result<CommandOutput<'mail.change'>>> {
  if (!can(principal, 'settings.workflow')) return refuse('forbidden');
  const current = await database.settings.findById('installation', { mail: 1 }).lean();
  const mail = { senderName, senderAddress, logo: current?.mail?.logo ?? null };
  const { matchedCount } = await database.settings.updateOne(
    { _id: 'installation', revision },
    { mail, $inc: { revision: 1 } },
  );
  return matchedCount > 0 ? { ok: true, data: { revision: revision + 1 } } : refuse('stale');
}
