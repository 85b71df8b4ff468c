import { type CommandData, type CommandOutput, can, type Result, refuse } from '@sportello/core';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';

/**
 * Changes when support works and what it promises, unless somebody else has changed the settings meanwhile. What was
 * promised stays promised: the next thing that happens to a ticket counts by the new hours.
 */
export async function changeService(
  { database, settingsChanged }: Installation,
  { principal }: Context,
  { revision, ...service }: CommandData<'service.change'>,
): Promise<Result<CommandOutput<'service.change'>>> {
  if (!can(principal, 'settings.workflow')) return refuse('forbidden');
  const { matchedCount } = await database.settings.updateOne(
    { _id: 'installation', revision },
    { service, $inc: { revision: 1 } },
  );
  settingsChanged();
  return matchedCount > 0 ? { ok: true, data: { revision: revision + 1 } } : refuse('stale');
}
