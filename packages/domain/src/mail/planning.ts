import type { Entry, Ticket } from '@sportello/core';
import {
  asAmended,
  type BurstRule,
  type Database,
  owedEntries,
  type PersonRecord,
  planMails,
  strikeEntries,
  trusted,
} from '@sportello/models';
import { principalOf } from '../identity/principal.ts';
import { ticketsById } from '../indexing/sources.ts';
import { mailReason } from './reasons.ts';

/** Most entries of a step. */
const BATCH = 500;

/** Everybody whom something on a ticket might concern; whether it does is for the access table and the reasons to say. */
async function candidates(
  { people }: Database,
  ticket: Ticket,
  entries: readonly Entry[],
): Promise<PersonRecord[]> {
  const named = [
    ticket.requester,
    ticket.operator,
    ...ticket.participants,
    ...entries.flatMap(({ changes }) => changes.operator ?? []),
  ].filter((id): id is string => typeof id === 'string');
  const anyOf: object[] = [{ _id: trusted({ $in: [...new Set(named)] }) }];
  if (ticket.state === 'authorization') anyOf.push({ 'memberships.company': ticket.company });
  if (ticket.operator === null && ticket.team !== null) anyOf.push({ 'staff.teams': ticket.team });
  return people.find({ active: true, $or: anyOf }).lean<PersonRecord[]>();
}

async function planTicket(
  database: Database,
  ticket: Ticket,
  entries: readonly Entry[],
  rule: BurstRule,
): Promise<void> {
  const news = (await candidates(database, ticket, entries)).map((person) => {
    const reader = principalOf(person, ticket.company);
    const told = reader ? entries.filter((entry) => mailReason(entry, ticket, reader) !== null) : [];
    return { ticket: ticket.id, person: person._id, entries: told };
  });
  await planMails(database, news, rule);
}

/**
 * Plans the mails for what is owed and strikes it out. Cut off anywhere it may be done again: an entry is told to a person
 * once. Hold the lease `mail`.
 * @returns how many entries were dealt with
 */
export async function planOwedMails(database: Database, rule: BurstRule): Promise<number> {
  const owed = await asAmended(database, await owedEntries(database, 'mail', BATCH));
  const ids = [...new Set(owed.map(({ ticket }) => ticket))];
  const tickets = await ticketsById(database, ids);
  for (const id of ids) {
    const entries = owed.filter(({ ticket }) => ticket === id).sort((one, other) => one.seq - other.seq);
    const ticket = tickets.get(id);
    if (ticket) await planTicket(database, ticket, entries, rule);
  }
  // All at once: each stroke is a write that has to be safe before the next.
  await strikeEntries(database, 'mail', owed);
  return owed.length;
}
