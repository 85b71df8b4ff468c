import { can } from '@sportello/core';
import { type CompanyRecord, fullName, type PersonRecord } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { reachFilter } from './scope.ts';

/** A company with the people a ticket can be opened for. */
export interface CompanyWithPeople {
  readonly id: string;
  readonly name: string;
  /** Under administrative hold: its tickets are recorded and wait. */
  readonly held: boolean;
  readonly people: readonly { readonly id: string; readonly name: string }[];
}

/** All companies with their active people, by name: for support that opens a ticket on the phone. Nobody else gets any. */
export async function companiesWithPeople(
  { database }: Installation,
  ctx: Context,
): Promise<CompanyWithPeople[]> {
  if (ctx.principal.side !== 'staff' || !can(ctx.principal, 'ticket.open')) return [];
  const [companies, people] = await Promise.all([
    database.companies.find({}, 'name hold').lean<Pick<CompanyRecord, '_id' | 'name' | 'hold'>[]>(),
    database.people
      .find({ active: true, staff: null }, 'firstName lastName memberships')
      .lean<Pick<PersonRecord, '_id' | 'firstName' | 'lastName' | 'memberships'>[]>(),
  ]);
  const byName = (one: { name: string }, other: { name: string }) =>
    one.name.localeCompare(other.name, ctx.locale);
  const members = new Map<string, { id: string; name: string }[]>(companies.map(({ _id }) => [_id, []]));
  for (const person of people) {
    for (const { company } of person.memberships)
      members.get(company)?.push({ id: person._id, name: fullName(person) });
  }
  return companies
    .map(({ _id, name, hold }) => ({
      id: _id,
      name,
      held: hold !== null,
      people: (members.get(_id) ?? []).sort(byName),
    }))
    .filter((company) => company.people.length > 0)
    .sort(byName);
}

/** True when somebody may see a ticket of a company, and with it the company's name. */
export async function maySeeCompany(
  { database }: Installation,
  { principal }: Context,
  company: string,
): Promise<boolean> {
  const reach = reachFilter(principal);
  return reach !== null && (await database.tickets.exists({ $and: [{ company }, reach] })) !== null;
}
