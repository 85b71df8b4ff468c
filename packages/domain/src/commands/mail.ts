import { type CommandData, type CommandOutput, can, type Result, refuse } from '@sportello/core';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { changeSettings } from './settingsChange.ts';

/** Changes whom mails come from, unless somebody else has changed it meanwhile. */
export async function changeMail(
  installation: Installation,
  ctx: Context,
  { revision, senderName, senderAddress }: CommandData<'mail.change'>,
): Promise<Result<CommandOutput<'mail.change'>>> {
  if (!can(ctx.principal, 'settings.workflow')) return refuse('forbidden');
  // By their paths: the logo stays, also one that is being changed at this moment.
  const set = { 'mail.senderName': senderName, 'mail.senderAddress': senderAddress };
  return changeSettings(installation, ctx, { parts: ['mail'], revision, set });
}
