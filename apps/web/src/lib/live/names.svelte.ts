import type { CompanyCard, Directory, PersonCard } from '@sportello/core';

/** The names that ids on the page stand for; payloads bring them along and they only ever grow. */
export class Names {
  #people = $state.raw<ReadonlyMap<string, PersonCard>>(new Map());
  #companies = $state.raw<ReadonlyMap<string, CompanyCard>>(new Map());

  #holds: Readonly<Record<string, string>> = $state.raw({});

  /** Takes in the names of a payload. */
  learn({ people, companies, holds = [] }: Directory): void {
    for (const { ticket, reason } of holds) this.#holds = { ...this.#holds, [ticket]: reason };
    if (people.some((card) => this.#people.get(card.id)?.name !== card.name)) {
      this.#people = new Map([...this.#people, ...people.map((card) => [card.id, card] as const)]);
    }
    if (companies.length > 0)
      this.#companies = new Map([...this.#companies, ...companies.map((card) => [card.id, card] as const)]);
  }

  /** A person by id; undefined until a payload has named it. */
  person(id: string | null | undefined): PersonCard | undefined {
    return id ? this.#people.get(id) : undefined;
  }

  /** Why a ticket is on hold, where its company's administrator is told beside it. */
  holdReason(ticket: string): string | undefined {
    return this.#holds[ticket];
  }

  /** A company by id. */
  company(id: string | null | undefined): CompanyCard | undefined {
    return id ? this.#companies.get(id) : undefined;
  }
}
