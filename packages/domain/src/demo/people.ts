import {
  type CompanyId,
  DEMO_PASSWORD,
  demoArticleCategories,
  demoCategories,
  demoCompanies,
  demoInstallations,
  demoPeople,
  demoProvider,
  demoTeams,
  newId,
  type PersonId,
} from '@sportello/models';
import type { Installation } from '../installation.ts';

/** The ids that the cast's short names got in this database. */
export interface CastIds {
  readonly people: ReadonlyMap<PersonId, string>;
  readonly companies: ReadonlyMap<CompanyId, string>;
}

/** The address of a demo account, its password and what it is for, as the sign-in page lists them. */
export { DEMO_PASSWORD };

async function loadSettings({ database }: Installation): Promise<void> {
  await database.settings.create({
    _id: 'installation',
    provider: { name: demoProvider.name, accentHue: demoProvider.accentHue },
    teams: demoTeams.map(({ code, name }) => ({ code, name })),
    categories: demoCategories.map(({ code, name, team, subcategories }) => ({
      code,
      name,
      team,
      subcategories: subcategories.map((one) => ({ code: one.code, name: one.name, team: one.team })),
    })),
    articleCategories: demoArticleCategories.map(({ code, name, description, icon }) => ({
      code,
      name,
      description,
      icon,
    })),
    preset: 'full',
    workflow: null,
    service: null,
    demo: true,
    revision: 1,
  });
}

async function loadCompanies({ database }: Installation): Promise<ReadonlyMap<CompanyId, string>> {
  const ids = new Map(demoCompanies.map(({ id }) => [id, newId()] as const));
  await database.companies.insertMany(
    demoCompanies.map(({ id, name, vatNumber, address, phone, hold }) => ({
      _id: ids.get(id),
      name,
      vatNumber,
      phone,
      hold,
      demo: true,
      revision: 1,
      address: `${address.street}, ${address.postcode} ${address.city} (${address.province})`,
    })),
  );
  return ids;
}

async function loadInstallations(
  { database, now }: Installation,
  companies: ReadonlyMap<CompanyId, string>,
): Promise<void> {
  await database.installations.insertMany(
    demoInstallations.map(({ company, product, version, modules, contractEndsInDays }) => ({
      _id: newId(),
      company: companies.get(company),
      product,
      version,
      modules: [...modules],
      contractEnd: contractEndsInDays === null ? null : now() + contractEndsInDays * 86_400_000,
      demo: true,
      revision: 1,
    })),
  );
}

async function loadPeople(
  { database, identity }: Installation,
  companies: ReadonlyMap<CompanyId, string>,
): Promise<ReadonlyMap<PersonId, string>> {
  const ids = new Map<PersonId, string>();
  for (const person of demoPeople) {
    const _id = await identity.enroll(person.email, `${person.firstName} ${person.lastName}`, DEMO_PASSWORD);
    ids.set(person.id, _id);
    await database.people.create({
      _id,
      email: person.email,
      firstName: person.firstName,
      lastName: person.lastName,
      locale: person.locale,
      memberships: person.memberships.map(({ company, role }) => ({
        company: companies.get(company) ?? '',
        role,
      })),
      staff: person.staff && { role: person.staff.role, teams: [...person.staff.teams] },
      active: true,
      demo: true,
      revision: 1,
    });
  }
  return ids;
}

/** Loads the provider, its companies and the fourteen people of the cast: the smallest installation that works. */
export async function loadCast(installation: Installation): Promise<CastIds> {
  const companies = await loadCompanies(installation);
  await loadInstallations(installation, companies);
  const people = await loadPeople(installation, companies);
  await loadSettings(installation);
  await installation.database.counters.create({ _id: 'ticket', value: 1_000 });
  return { people, companies };
}
