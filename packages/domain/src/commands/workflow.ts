import {
  adjusted,
  type CommandData,
  type CommandOutput,
  can,
  openStates,
  presets,
  type Result,
  refuse,
  type State,
  workflowFaults,
} from '@sportello/core';
import { trusted } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { changeSettings } from './settingsChange.ts';

/**
 * Changes the workflow of the installation. One with a dead end is refused, and so is a change of what somebody else has
 * changed meanwhile. Tickets in states that it loses are moved by the timers; another workflow brings its own form.
 */
export async function changeWorkflow(
  installation: Installation,
  ctx: Context,
  { revision, preset, ...workflow }: CommandData<'workflow.change'>,
): Promise<Result<CommandOutput<'workflow.change'>>> {
  if (!can(ctx.principal, 'settings.workflow')) return refuse('forbidden');
  const [fault] = workflowFaults(adjusted(presets[preset], workflow));
  if (fault) return refuse('workflow_faulty', { field: `${fault.kind}.${fault.state}` });
  return changeSettings(installation, ctx, { parts: ['workflow'], revision, set: { preset, workflow } });
}

/** How many open tickets stand in each state. */
export type StateCounts = Readonly<Partial<Record<State, number>>>;

/** How many open tickets stand in each state, for whoever may change the workflow; nobody else gets a number. */
export async function openByState({ database }: Installation, { principal }: Context): Promise<StateCounts> {
  if (!can(principal, 'settings.workflow')) return {};
  const counted = await database.tickets.aggregate<{ _id: State; count: number }>([
    { $match: { state: trusted({ $in: [...openStates] }) } },
    { $group: { _id: '$state', count: { $sum: 1 } } },
  ]);
  return Object.fromEntries(counted.map(({ _id, count }) => [_id, count]));
}
