import { can, type Result, refuse } from '@sportello/core';
import { findTicket, fullName, type PersonRecord, trusted } from '@sportello/models';
import { mayBeReference } from '../commands/changing.ts';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import type { Choosable } from './filterPeople.ts';

/** Whom somebody may name on a ticket; nobody where they may not choose. */
export interface TicketPeople {
  /** People of the company whom it may be about. */
  readonly reference: readonly Choosable[];
  readonly operators: readonly Choosable[];
}

/** The people that a ticket may be about, and those it may be given to, for who may choose them. */
export async function ticketPeople(
  { database }: Installation,
  { principal, locale }: Context,
  number: number,
): Promise<Result<TicketPeople>> {
  const ticket = await findTicket(database, number);
  if (!ticket || !can(principal, 'ticket.read', ticket)) return refuse('not_found');
  const find = (filter: object) => database.people.find({ ...filter, active: true }).lean<PersonRecord[]>();
  const named = (people: readonly PersonRecord[]): Choosable[] =>
    people
      .map((person) => ({ id: person._id, name: fullName(person) }))
      .sort((one, other) => one.name.localeCompare(other.name, locale));
  const [members, staff] = await Promise.all([
    can(principal, 'ticket.refer', ticket) ? find({ 'memberships.company': ticket.company }) : [],
    can(principal, 'ticket.assign', ticket) ? find({ staff: trusted({ $ne: null }) }) : [],
  ]);
  return {
    ok: true,
    data: {
      reference: named(members.filter((person) => mayBeReference(person, ticket))),
      operators: named(staff.filter(({ staff: as }) => as && as.role !== 'collaborator')),
    },
  };
}
