import type { Principal, Ticket } from '@sportello/core';
import { can } from '@sportello/core';
import {
  type Database,
  findTicket,
  fromRecord,
  type PersonRecord,
  type TicketRecord,
} from '@sportello/models';
import { reachFilter } from '../scope.ts';

/** What stands before a number: each part can only begin where the one before has ended, whatever is typed. */
const NUMBER = /^(?:(?:ticket|richiesta|nr|num|numero|no|n)(?![a-z])[.\s]*)?(?:[#°]\s*)?(\d{1,24})$/iu;
const ID = /^[0-9a-f]{24}$/;
const EMAIL = /^[^\s@]{1,64}@(?:[^\s@.]+\.)+[^\s@.]+$/u;
/** Longest text that can be a name of something: an address has 254 characters. */
const LONGEST = 254;

/** What a text names outright, if anything. */
export function namedIn(
  typed: string,
): { readonly ticket: number | string } | { readonly email: string } | null {
  if (typed.length > 2 * LONGEST) return null;
  const text = typed.trim();
  if (text.length > LONGEST) return null;
  if (ID.test(text)) return { ticket: text };
  const number = Number(NUMBER.exec(text)?.[1] ?? 0);
  if (number > 0 && number < 1e9) return { ticket: number };
  return EMAIL.test(text) ? { email: text.toLowerCase() } : null;
}

async function one(database: Database, principal: Principal, which: string | number): Promise<Ticket[]> {
  const ticket = await findTicket(database, which);
  return ticket && can(principal, 'ticket.read', ticket) ? [ticket] : [];
}

async function ofPerson(
  database: Database,
  principal: Principal,
  email: string,
  limit: number,
): Promise<Ticket[]> {
  const reach = reachFilter(principal);
  const person =
    reach && (await database.people.findOne({ email }, { _id: 1 }).lean<Pick<PersonRecord, '_id'>>());
  if (!person) return [];
  const records = await database.tickets
    .find({ $and: [reach, { participants: person._id }] })
    .sort({ activityAt: -1 })
    .limit(limit)
    .lean<TicketRecord[]>();
  return records.map(fromRecord);
}

/**
 * Tickets that what was typed names outright, found in the database and not in the index: a number (`123`, `#123`,
 * `ticket 123`), an id, or the e-mail address of somebody who takes part.
 */
export async function namedTickets(
  database: Database,
  principal: Principal,
  typed: string,
  limit: number,
): Promise<Ticket[]> {
  const named = namedIn(typed);
  if (!named) return [];
  return 'ticket' in named
    ? one(database, principal, named.ticket)
    : ofPerson(database, principal, named.email, limit);
}
