import {
  type Absence,
  type CommandData,
  type CommandOutput,
  can,
  type Result,
  refuse,
} from '@sportello/core';
import { dayOf } from '@sportello/core/time';
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

/**
 * Says of oneself that one is away, or there again. It stands with the person, not with the settings: those of everybody else
 * stay as they are.
 */
export async function changeAbsence(
  { database, people }: Installation,
  { principal }: Context,
  { away }: CommandData<'absence.change'>,
): Promise<Result<CommandOutput<'absence.change'>>> {
  if (!can(principal, 'absence.change')) return refuse('forbidden');
  await database.people.updateOne({ _id: principal.person }, away ? { away } : { $unset: { away: 1 } });
  people.forget('people', principal.person);
  return { ok: true, data: {} };
}

/** From when until when somebody is away by their own word; null: they did not say so, or it is over. */
export async function ownAbsence(
  { database, workflow, now }: Installation,
  { principal }: Context,
): Promise<{ readonly away: Absence | null; readonly today: string }> {
  const [person, { service }] = await Promise.all([
    database.people.findById(principal.person, 'away').lean<Pick<PersonRecord, 'away'>>(),
    workflow(),
  ]);
  const today = dayOf(service.calendar, now());
  const away = person?.away;
  return { away: away && away.to >= today ? { from: away.from, to: away.to } : null, today };
}

/** An operator as the settings show them. */
export interface RoutedOperator {
  readonly id: string;
  readonly name: string;
  readonly teams: readonly string[];
  /** When they are away by their own word. */
  readonly away: Absence | null;
}

/** Those whom a ticket may be given to by itself, by name; nobody for who may not change it. */
export async function routedOperators(
  { database, workflow, now }: Installation,
  { principal, locale }: Context,
): Promise<readonly RoutedOperator[]> {
  if (!can(principal, 'settings.routing')) return [];
  const { service } = await workflow();
  const today = dayOf(service.calendar, now());
  const found = await database.people
    .find({ active: true, 'staff.role': trusted({ $exists: true }) })
    .lean<PersonRecord[]>();
  return found
    .filter((person) => isTechnician(person) && (person.staff?.teams.length ?? 0) > 0)
    .map((person) => ({
      id: person._id,
      name: fullName(person),
      teams: person.staff?.teams ?? [],
      away: person.away && person.away.to >= today ? { from: person.away.from, to: person.away.to } : null,
    }))
    .sort((one, other) => one.name.localeCompare(other.name, locale));
}

/** How many new tickets nobody has yet; zero for who may not change who gets them. */
export async function unassignedNow({ database }: Installation, { principal }: Context): Promise<number> {
  if (!can(principal, 'settings.routing')) return 0;
  return database.tickets.countDocuments({ operator: null, state: 'new' });
}
