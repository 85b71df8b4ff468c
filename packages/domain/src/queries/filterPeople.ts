import { can, type Principal, type Result, refuse } from '@sportello/core';
import { type Database, fullName, type PersonRecord, trusted } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { companiesWithPeople } from './companies.ts';
import { reachFilter } from './scope.ts';

/** Somebody a list can be narrowed to. */
export interface Choosable {
  readonly id: string;
  readonly name: string;
}

/** The people somebody can narrow a list to. */
export interface FilterPeople {
  /** Under the name of their company where there are several. */
  readonly requesters: readonly { readonly company: string | null; readonly people: readonly Choosable[] }[];
  readonly operators: readonly Choosable[];
}

/** Those who stand in this place of the tickets one may see. */
async function standingIn(
  { tickets }: Database,
  principal: Principal,
  place: 'requester' | 'operator',
): Promise<readonly string[]> {
  const reach = reachFilter(principal);
  if (!reach) return [];
  const ids: readonly unknown[] = await tickets.distinct(place, reach).maxTimeMS(2_000);
  return ids.filter((id) => typeof id === 'string');
}

async function named({ people }: Database, filter: object, locale: string): Promise<Choosable[]> {
  const found = await people
    .find(filter, 'firstName lastName')
    .lean<Pick<PersonRecord, '_id' | 'firstName' | 'lastName'>[]>();
  return found
    .map((person) => ({ id: person._id, name: fullName(person) }))
    .sort((one, other) => one.name.localeCompare(other.name, locale));
}

/**
 * The people somebody can narrow a list to: support everybody it works for and its own people, all others those who stand in
 * the tickets they may see, so that nobody of another company is ever named.
 */
export async function filterPeople(installation: Installation, ctx: Context): Promise<Result<FilterPeople>> {
  const { database } = installation;
  const { principal, locale } = ctx;
  if (!can(principal, 'ticket.read')) return refuse('forbidden');
  if (can(principal, 'ticket.assign')) {
    const [companies, operators] = await Promise.all([
      companiesWithPeople(installation, ctx),
      named(database, { staff: trusted({ $ne: null }), active: true }, locale),
    ]);
    const requesters = companies.map(({ name: company, people }) => ({ company, people }));
    return { ok: true, data: { requesters, operators } };
  }
  const [people, operators] = await Promise.all(
    (['requester', 'operator'] as const).map(async (place) => {
      const ids = await standingIn(database, principal, place);
      return named(database, { _id: trusted({ $in: [...ids] }) }, locale);
    }),
  );
  return {
    ok: true,
    data: { requesters: [{ company: null, people: people ?? [] }], operators: operators ?? [] },
  };
}
