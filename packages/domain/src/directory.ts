import {
  type CompanyCard,
  type Directory,
  type Entry,
  type HeldTime,
  type PersonCard,
  type Principal,
  projectCompany,
  type Ticket,
} from '@sportello/core';
import { type CompanyRecord, type Database, fullName, type PersonRecord, trusted } from '@sportello/models';
import { Records } from './records.ts';

/**
 * Names and rights of people and companies, kept in memory and forgotten as soon as the bell says they changed.
 * Every rule that asks "who is this" asks here, so that a revoked right is revoked everywhere at once.
 */
export class People {
  readonly #database: Database;
  readonly #people: Records<PersonRecord>;
  readonly #companies: Records<CompanyRecord>;
  #reading: Promise<void> | null = null;
  #holds: ReadonlyMap<string, readonly HeldTime[]> = new Map();

  constructor(database: Database) {
    this.#database = database;
    this.#people = new Records((ids) =>
      database.people.find({ _id: trusted({ $in: [...ids] }) }).lean<PersonRecord[]>(),
    );
    this.#companies = new Records((ids) =>
      database.companies.find({ _id: trusted({ $in: [...ids] }) }).lean<CompanyRecord[]>(),
    );
  }

  /** Forgets a person or a company; all of them without an id. */
  forget(collection: 'people' | 'companies', id?: string): void {
    if (collection === 'people') this.#people.forget(id);
    else this.#companies.forget(id);
    if (collection === 'companies') this.#reading = null;
  }

  /** A person by id; null when there is none. */
  async person(id: string): Promise<PersonRecord | null> {
    return (await this.#people.get([id])).get(id) ?? null;
  }

  /** A company by id; null when there is none. */
  async company(id: string): Promise<CompanyRecord | null> {
    return (await this.#companies.get([id])).get(id) ?? null;
  }

  /** True while a company is under administrative hold, as of the last {@link ready}. */
  isHeld(company: string): boolean {
    return this.holdsOf(company).some(({ to }) => to === null);
  }

  /** When a company was under hold, and is, oldest first, as of the last {@link ready}. */
  holdsOf(company: string): readonly HeldTime[] {
    return this.#holds.get(company) ?? [];
  }

  /** The companies under hold, as of the last {@link ready}. */
  held(): readonly string[] {
    return [...this.#holds.keys()].filter((company) => this.isHeld(company));
  }

  /** Knows every company that is or was under hold, so that a rule can ask without waiting. */
  ready(): Promise<void> {
    const reading = this.#reading ?? this.#readHolds();
    this.#reading = reading;
    // A database that was away is asked again the next time.
    reading.catch(() => {
      if (this.#reading === reading) this.#reading = null;
    });
    return reading;
  }

  async #readHolds(): Promise<void> {
    const isThere = trusted({ $exists: true });
    const found = await this.#database.companies
      .find({ $or: [{ 'hold.reason': isThere }, { 'pastHolds.to': isThere }] }, 'hold pastHolds')
      .lean<Pick<CompanyRecord, '_id' | 'hold' | 'pastHolds'>[]>();
    this.#holds = new Map(found.map((company) => [company._id, heldTimes(company)]));
  }

  /** The names that tickets and entries refer to, as the viewer may see them. */
  async directory(
    viewer: Principal,
    tickets: readonly Ticket[],
    entries: readonly Entry[] = [],
    others: readonly string[] = [],
  ): Promise<Directory> {
    const ids = new Set([...others, ...tickets.flatMap(peopleOfTicket), ...entries.flatMap(peopleOfEntry)]);
    return this.#cards(viewer, ids, new Set(tickets.map(({ company }) => company)));
  }

  /** The names of some people and companies, as the viewer may see them. */
  names(viewer: Principal, people: readonly string[], companies: readonly string[]): Promise<Directory> {
    return this.#cards(viewer, new Set(people), new Set(companies));
  }

  async #cards(
    viewer: Principal,
    personIds: ReadonlySet<string>,
    companyIds: ReadonlySet<string>,
  ): Promise<Directory> {
    const [people, companies] = await Promise.all([
      this.#people.get(personIds),
      this.#companies.get(companyIds),
    ]);
    return {
      people: [...people.values()].map((person) => personCard(person, viewer)),
      companies: [...companies.values()].map((company) => companyCard(company, viewer)),
    };
  }
}

function heldTimes({ hold, pastHolds = [] }: Pick<CompanyRecord, 'hold' | 'pastHolds'>): HeldTime[] {
  const past = pastHolds.map(({ from, to }) => ({ from, to }));
  return hold ? [...past, { from: hold.since ?? 0, to: null }] : past;
}

/** A person as others see it. A customer does not learn for which other companies somebody works. */
function personCard(person: PersonRecord, viewer: Principal): PersonCard {
  const companies = person.staff ? [] : person.memberships.map(({ company }) => company);
  const company = viewer.side === 'staff' ? companies[0] : companies.find((one) => one === viewer.company);
  return {
    id: person._id,
    name: fullName(person),
    side: person.staff ? 'staff' : 'customer',
    company: company ?? null,
  };
}

function companyCard({ _id: id, name, hold }: CompanyRecord, viewer: Principal): CompanyCard {
  const held = hold && { text: hold.text, callWhom: hold.callWhom, reason: hold.reason };
  return projectCompany({ id, name, held }, viewer);
}

function peopleOfTicket(ticket: Ticket): string[] {
  const ids = [
    ticket.requester,
    ticket.operator,
    ticket.details?.technician,
    ticket.lastCustomer?.author,
    ticket.lastStaff?.author,
    ticket.lastNote?.author,
  ];
  return [
    ...ids.filter((id): id is string => typeof id === 'string'),
    ...ticket.participants,
    ...ticket.collaborators,
  ];
}

function peopleOfEntry(entry: Entry): string[] {
  const { operator, requester, collaborators, routing } = entry.changes;
  const ids = [
    entry.author.id,
    routing?.[1]?.operator,
    ...(operator ?? []),
    ...(requester ?? []),
    ...(collaborators ?? []).flat(),
  ];
  return ids.filter((id): id is string => typeof id === 'string');
}
