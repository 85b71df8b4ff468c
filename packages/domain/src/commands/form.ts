import { type CommandData, type CommandOutput, can, type Result, refuse } from '@sportello/core';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { changeSettings } from './settingsChange.ts';

/**
 * Changes which fields the form of a new ticket has with one of the workflows, their order, names and which are mandatory,
 * unless somebody else has changed a form or the workflow in force meanwhile. It holds for what is opened from now on; a form
 * that is open is loaded again with what was typed in it.
 */
export async function changeForm(
  installation: Installation,
  ctx: Context,
  { revision, preset, form }: CommandData<'form.change'>,
): Promise<Result<CommandOutput<'form.change'>>> {
  if (!can(ctx.principal, 'settings.workflow')) return refuse('forbidden');
  const of = preset ?? (await installation.settings()).preset;
  return changeSettings(installation, ctx, { parts: ['form'], revision, set: { [`forms.${of}`]: form } });
}
