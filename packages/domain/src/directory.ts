import { type CompanyCard, type Directory, type Entry, type Principal, projectCompany, type PersonCard, type Ticket } from '@sportello/core';
import { type CompanyRecord, type Database, fullName, type PersonRecord, trusted } from '@sportello/models';

/** Most people kept in memory; beyond it the oldest are forgotten and read again when needed. */
const KEPT_PEOPLE = 20_000;

/**
 * Names and rights of people and companies, kept in memory and forgotten as soon as the bell says they changed.
 * Every rule that asks "who is this" asks here, so that a revoked right is revoked everywhere at once.
 */
export class People {
  readonly #database: Database;
  readonly #people = new Map<string, PersonRecord | null>();
  readonly #companies = new Map<string, CompanyRecord | null>();
  #everyCompany: Promise<void> | null = null;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Forgets a person or a company; all of them without an id. */
  forget(collection: 'people' | 'companies', id?: string): void {
    const kept = collection === 'people' ? this.#people : this.#companies;
    if (id === undefined) kept.clear();
    else kept.delete(id);
    if (collection === 'companies') this.#everyCompany = null;
  }

  /** A person by id; null when there is none. */
  async person(id: string): Promise<PersonRecord | null> {
    await this.#loadPeople([id]);
    return this.#people.get(id) ?? null;
  }

  /** A company by id; null when there is none. */
  async company(id: string): Promise<CompanyRecord | null> {
    await this.#loadCompanies([id]);
    return this.#companies.get(id) ?? null;
  }

  /** True while a company is under administrative hold. Call {@link ready} before. */
  isHeld(company: string): boolean {
    return Boolean(this.#companies.get(company)?.hold);
  }

  /** Has every company under hold in memory, so that a rule can ask without waiting. */
  ready(): Promise<void> {
    this.#everyCompany ??= this.#database.companies
      .find({ hold: trusted({ $ne: null }) })
      .lean<CompanyRecord[]>()
      .then((records) => {
        for (const record of records) this.#companies.set(record._id, record);
      });
    return this.#everyCompany;
  }

  /** The names that tickets and entries refer to, as the viewer may see them. */
  async directory(viewer: Principal, tickets: readonly Ticket[], entries: readonly Entry[] = [], others: readonly string[] = []): Promise<Directory> {
    const people = new Set<string>(others);
    for (const ticket of tickets) for (const id of peopleOfTicket(ticket)) people.add(id);
    for (const entry of entries) for (const id of peopleOfEntry(entry)) people.add(id);
    const companies = new Set(tickets.map((ticket) => ticket.company));
    await Promise.all([this.#loadPeople([...people]), this.#loadCompanies([...companies])]);
    return {
      people: [...people].flatMap((id) => this.#personCard(id)),
      companies: [...companies].flatMap((id) => this.#companyCard(id, viewer)),
    };
  }

  #personCard(id: string): PersonCard[] {
    const person = this.#people.get(id);
    if (!person) return [];
    const company = person.staff ? null : (person.memberships[0]?.company ?? null);
    return [{ id, name: fullName(person), side: person.staff ? 'staff' : 'customer', company }];
  }

  #companyCard(id: string, viewer: Principal): CompanyCard[] {
    const company = this.#companies.get(id);
    if (!company) return [];
    const { hold } = company;
    const held = hold && { text: hold.text, callWhom: hold.callWhom, reason: hold.reason };
    return [projectCompany({ id, name: company.name, held }, viewer)];
  }

  async #loadPeople(ids: readonly string[]): Promise<void> {
    const missing = ids.filter((id) => !this.#people.has(id));
    if (missing.length === 0) return;
    const records = await this.#database.people.find({ _id: trusted({ $in: missing }) }).lean<PersonRecord[]>();
    const byId = new Map(records.map((record) => [record._id, record]));
    for (const id of missing) this.#people.set(id, byId.get(id) ?? null);
    for (const id of this.#people.keys()) {
      if (this.#people.size <= KEPT_PEOPLE) break;
      this.#people.delete(id);
    }
  }

  async #loadCompanies(ids: readonly string[]): Promise<void> {
    const missing = ids.filter((id) => !this.#companies.has(id));
    if (missing.length === 0) return;
    const records = await this.#database.companies.find({ _id: trusted({ $in: missing }) }).lean<CompanyRecord[]>();
    const byId = new Map(records.map((record) => [record._id, record]));
    for (const id of missing) this.#companies.set(id, byId.get(id) ?? null);
  }
}

function peopleOfTicket(ticket: Ticket): string[] {
  const ids = [ticket.requester, ticket.operator, ticket.lastCustomer?.author, ticket.lastStaff?.author, ticket.lastNote?.author];
  return [...ids.filter((id): id is string => typeof id === 'string'), ...ticket.participants, ...ticket.collaborators];
}

function peopleOfEntry(entry: Entry): string[] {
  const ids = [entry.author.id, ...(entry.changes.operator ?? []), ...(entry.changes.requester ?? [])];
  return ids.filter((id): id is string => typeof id === 'string');
}
