import { type CommandData, type CommandOutput, can, type Result, refuse } from '@sportello/core';
import { fullName, type PersonRecord, trusted } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { isTechnician } from '../queries/openingChoices.ts';
import { changeSettings } from './settingsChange.ts';

/**
 * Changes who gets a new ticket by itself, unless somebody else has changed it meanwhile. It counts for what nobody
 * has yet, also for what waits already.
 */
export async function changeRouting(
  installation: Installation,
  ctx: Context,
  { revision, ...routing }: CommandData<'routing.change'>,
): Promise<Result<CommandOutput<'routing.change'>>> {
  if (!can(ctx.principal, 'settings.routing')) return refuse('forbidden');
  for (const { person } of routing.absences)
    if (!(await installation.people.person(person))?.staff) return refuse('not_found', { field: 'absences' });
  return changeSettings(installation, ctx, { parts: ['routing'], revision, set: { routing } });
}

/** An operator as the settings show them. */
export interface RoutedOperator {
  readonly id: string;
  readonly name: string;
  readonly teams: readonly string[];
}

/** Those whom a ticket may be given to by itself, by name; nobody for who may not change it. */
export async function routedOperators(
  { database }: Installation,
  { principal, locale }: Context,
): Promise<readonly RoutedOperator[]> {
  if (!can(principal, 'settings.routing')) return [];
  const found = await database.people
    .find({ active: true, 'staff.role': trusted({ $exists: true }) })
    .lean<PersonRecord[]>();
  return found
    .filter((person) => isTechnician(person) && (person.staff?.teams.length ?? 0) > 0)
    .map((person) => ({ id: person._id, name: fullName(person), teams: person.staff?.teams ?? [] }))
    .sort((one, other) => one.name.localeCompare(other.name, locale));
}

/** How many new tickets nobody has yet; zero for who may not change who gets them. */
export async function unassignedNow({ database }: Installation, { principal }: Context): Promise<number> {
  if (!can(principal, 'settings.routing')) return 0;
  return database.tickets.countDocuments({ operator: null, state: 'new' });
}
