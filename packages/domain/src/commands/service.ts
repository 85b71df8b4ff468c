import { type CommandData, type CommandOutput, can, type Result, refuse } from '@sportello/core';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { changeSettings } from './settingsChange.ts';

/**
 * Changes when support works and what it promises, unless somebody else has changed it meanwhile. What was
 * promised stays promised: the next thing that happens to a ticket counts by the new hours.
 */
export async function changeService(
  installation: Installation,
  ctx: Context,
  { revision, ...service }: CommandData<'service.change'>,
): Promise<Result<CommandOutput<'service.change'>>> {
  if (!can(ctx.principal, 'settings.workflow')) return refuse('forbidden');
  return changeSettings(installation, ctx, { parts: ['service'], revision, set: { service } });
}
