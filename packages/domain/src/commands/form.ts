import { type CommandData, type CommandOutput, can, type Result, refuse } from '@sportello/core';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';

/**
 * Changes which fields the form of a new ticket has, their order, names and which are mandatory, unless somebody else has
 * changed the settings meanwhile. It holds for what is opened from now on; a form that is open is loaded again with what was
 * typed in it.
 */
export async function changeForm(
  { database, settingsChanged }: Installation,
  { principal }: Context,
  { revision, form }: CommandData<'form.change'>,
): Promise<Result<CommandOutput<'form.change'>>> {
  if (!can(principal, 'settings.workflow')) return refuse('forbidden');
  const { matchedCount } = await database.settings.updateOne(
    { _id: 'installation', revision },
    { form, $inc: { revision: 1 } },
  );
  settingsChanged();
  return matchedCount > 0 ? { ok: true, data: { revision: revision + 1 } } : refuse('stale');
}
