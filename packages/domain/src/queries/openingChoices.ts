import { can, type StaffRole } from '@sportello/core';
import { fullName, type InstallationRecord, type PersonRecord, trusted } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';

/** An installation as the form of a new ticket offers it. */
export interface InstallationChoice {
  readonly id: string;
  readonly company: string;
  readonly product: string;
  readonly version: string;
  readonly modules: readonly string[];
  readonly contractEnd: number | null;
}

/** Roles of those whom a customer may ask for. */
const askedFor: readonly StaffRole[] = ['operator', 'supervisor'];

/** True for somebody whom a customer may ask for. */
export function isTechnician(person: Pick<PersonRecord, 'active' | 'staff'>): boolean {
  return person.active && person.staff !== null && askedFor.includes(person.staff.role);
}

const choice = ({ _id, company, product, version, modules, contractEnd }: InstallationRecord) => ({
  id: _id,
  company,
  product,
  version,
  modules,
  contractEnd,
});

/** The installations of one company, by product. Rights are the caller's affair. */
export async function installationsOfCompany(
  { database }: Pick<Installation, 'database'>,
  company: string,
): Promise<InstallationChoice[]> {
  const records = await database.installations
    .find({ company })
    .sort({ product: 1, _id: 1 })
    .lean<InstallationRecord[]>();
  return records.map(choice);
}

/** The installations a ticket can be about: those of the own company, for support those of every company. */
export async function installationChoices(
  installation: Installation,
  { principal }: Context,
): Promise<InstallationChoice[]> {
  if (!can(principal, 'ticket.open')) return [];
  if (principal.side === 'customer')
    return principal.company === null ? [] : installationsOfCompany(installation, principal.company);
  const records = await installation.database.installations
    .find({})
    .sort({ company: 1, product: 1, _id: 1 })
    .lean<InstallationRecord[]>();
  return records.map(choice);
}

/** Those whom a customer may ask for, by name. */
export async function technicianChoices(
  { database }: Installation,
  { principal, locale }: Context,
): Promise<{ readonly id: string; readonly name: string }[]> {
  if (!can(principal, 'ticket.open')) return [];
  const records = await database.people
    .find({ active: true, 'staff.role': trusted({ $in: [...askedFor] }) }, 'firstName lastName')
    .lean<Pick<PersonRecord, '_id' | 'firstName' | 'lastName'>[]>();
  return records
    .map((person) => ({ id: person._id, name: fullName(person) }))
    .sort((one, other) => one.name.localeCompare(other.name, locale));
}
