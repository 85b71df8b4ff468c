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

/**
 * Changes the workflow of the installation. One with a dead end is refused, and so is a change of what somebody else has
 * changed meanwhile. Tickets in states that it loses are moved by the timers.
 */
export async function changeWorkflow(
  { database, settingsChanged }: Installation,
  { principal }: Context,
  { revision, preset, ...workflow }: CommandData<'workflow.change'>,
): Promise<Result<CommandOutput<'workflow.change'>>> {
  if (!can(principal, 'settings.workflow')) return refuse('forbidden');
  const [fault] = workflowFaults(adjusted(presets[preset], workflow));
  if (fault) return refuse('workflow_faulty', { field: `${fault.kind}.${fault.state}` });
  const { matchedCount } = await database.settings.updateOne(
    { _id: 'installation', revision },
    { preset, workflow, $inc: { revision: 1 } },
  );
  settingsChanged();
  return matchedCount > 0 ? { ok: true, data: { revision: revision + 1 } } : refuse('stale');
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
