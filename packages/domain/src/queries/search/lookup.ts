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

const NUMBER = /^(?:(?:ticket|richiesta|n|nr|num|numero|no)[.\s]*)?[#°]?\s*0*([1-9]\d{0,8})$/iu;
const ID = /^[0-9a-f]{24}$/;
const EMAIL = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/u;

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
  const text = typed.trim();
  const number = NUMBER.exec(text)?.[1];
  if (number !== undefined) return one(database, principal, Number(number));
  if (ID.test(text)) return one(database, principal, text);
  return EMAIL.test(text) ? ofPerson(database, principal, text.toLowerCase(), limit) : [];
}
