import {
  type Chance,
  type CompanyRecord,
  companyName,
  type PersonRecord,
  personName,
} from '@sportello/models';
import type { Installation } from '../installation.ts';
import { idByChance, pick } from './chance.ts';

/** How many invented people shall live in an installation. */
export interface PopulationPlan {
  readonly companies: number;
  /** Customers of each company; the first is its administrator. */
  readonly customers: number;
  readonly operators: number;
  readonly chance: Chance;
  /** With a password they can sign in; without one they only stand in tickets. */
  readonly password?: string;
}

/** An invented person. */
export interface Inhabitant {
  readonly id: string;
  readonly email: string;
  /** Null for the provider's people. */
  readonly company: string | null;
}

/** Invented people of an installation. */
export interface Population {
  readonly customers: readonly Inhabitant[];
  readonly operators: readonly Inhabitant[];
}

/** Begins the VAT numbers of invented companies: no tax office has given it out. */
const VAT_PREFIX = '998';

/** An Italian VAT number with its check digit. */
function vatNumber(index: number): string {
  const digits = [...`${VAT_PREFIX}${String(index).padStart(7, '0')}`].map(Number);
  const sum = digits.reduce((all, digit, place) => {
    const weighed = place % 2 === 0 ? digit : digit * 2;
    return all + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return `${digits.join('')}${(10 - (sum % 10)) % 10}`;
}

function invented(
  fields: Pick<PersonRecord, '_id' | 'email' | 'memberships' | 'staff'>,
  chance: Chance,
): PersonRecord {
  return { ...fields, ...personName(chance), locale: 'it', active: true, demo: false, revision: 1 };
}

/**
 * Adds invented companies and people to an installation; whatever was added before stays.
 * Operators work in every team there is.
 */
export async function addPopulation(installation: Installation, plan: PopulationPlan): Promise<Population> {
  const { database } = installation;
  const { chance } = plan;
  const first = await database.companies.countDocuments({ vatNumber: new RegExp(`^${VAT_PREFIX}`) });
  const companies: CompanyRecord[] = [...Array(plan.companies).keys()].map((index) => ({
    _id: idByChance(chance),
    name: companyName(chance),
    vatNumber: vatNumber(first + index),
    address: `Via ${pick(['Roma', 'Garibaldi', 'Mazzini', 'del Lavoro'], chance)} ${1 + Math.floor(chance() * 90)}`,
    phone: '',
    hold: null,
    demo: false,
    revision: 1,
  }));
  const { teams } = await installation.settings();
  const customers = companies.flatMap(({ _id: company }, index) =>
    [...Array(plan.customers).keys()].map((nth) => {
      const role = nth === 0 ? 'administrator' : 'standard';
      const email = `persona${nth + 1}@azienda${first + index + 1}.example`;
      return invented(
        { _id: idByChance(chance), email, memberships: [{ company, role }], staff: null },
        chance,
      );
    }),
  );
  const staff = { role: 'operator' as const, teams: teams.map(({ code }) => code) };
  const operators = [...Array(plan.operators).keys()].map((nth) =>
    invented(
      {
        _id: idByChance(chance),
        email: `operatore${first}-${nth + 1}@assistenza.example`,
        memberships: [],
        staff,
      },
      chance,
    ),
  );
  const people = [...customers, ...operators];
  if (plan.password !== undefined) await enroll(installation, people, plan.password);
  if (companies.length > 0) await database.companies.insertMany(companies);
  await database.people.insertMany(people);
  return { customers: customers.map(inhabitant), operators: operators.map(inhabitant) };
}

/** The identity library gives out the ids of those who can sign in. */
async function enroll(
  { identity }: Installation,
  people: readonly PersonRecord[],
  password: string,
): Promise<void> {
  for (const person of people)
    person._id = await identity.enroll(person.email, `${person.firstName} ${person.lastName}`, password);
}

function inhabitant({ _id, email, memberships }: PersonRecord): Inhabitant {
  return { id: _id, email, company: memberships[0]?.company ?? null };
}
