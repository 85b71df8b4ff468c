import {
  can,
  isUnderHold,
  type LinkedTicket,
  linksOf,
  type Principal,
  type QueryData,
  type QueryOutput,
  type Result,
  refuse,
  stateIsDone,
  type Ticket,
} from '@sportello/core';
import {
  type Database,
  findTicket,
  fromRecord,
  type TicketRecord,
  tombstonesOf,
  trusted,
} from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';

/**
 * What goes on from a ticket and waits for the company's yes: the ticket itself does not tell of it yet, since support reads
 * that. The company does know.
 */
async function waitingFollowUps(
  database: Database,
  { side }: Principal,
  { company, number }: Ticket,
): Promise<{ kind: 'followUps'; number: number }[]> {
  if (side === 'staff') return [];
  const found = await database.tickets
    .find({ company, state: 'authorization', followUpOf: number }, 'number')
    .lean<Pick<TicketRecord, 'number'>[]>();
  return found.map((one) => ({ kind: 'followUps', number: one.number }));
}

/** The tickets that one is tied to, each asked about anew: a link is no right to read. */
export async function links(
  { database, people }: Installation,
  { principal }: Context,
  data: QueryData<'links'>,
): Promise<Result<QueryOutput<'links'>>> {
  const [ticket] = await Promise.all([findTicket(database, data.ticket), people.ready()]);
  if (!ticket || !can(principal, 'ticket.read', ticket)) return refuse('not_found');
  const named = [...linksOf(ticket), ...(await waitingFollowUps(database, principal, ticket))];
  if (named.length === 0) return { ok: true, data: { links: [] } };
  const records = await database.tickets
    .find({ number: trusted({ $in: named.map(({ number }) => number) }), company: ticket.company })
    .lean<TicketRecord[]>();
  const readable = new Map(
    records
      .map(fromRecord)
      .filter((one) => can(principal, 'ticket.read', one))
      .map((one) => [one.number, one]),
  );
  const buried = await tombstonesOf(
    database,
    named.map(({ number }) => number).filter((number) => !readable.has(number)),
  );
  const purged = new Set(buried.flatMap((one) => (one.company === ticket.company ? [one.number] : [])));
  return {
    ok: true,
    data: {
      links: named.flatMap(({ kind, number }): LinkedTicket[] => {
        const one = readable.get(number);
        if (purged.has(number)) return [{ kind, number, title: '', state: 'discarded', purged: true }];
        if (!one) return [];
        const isHeld = !stateIsDone(one.state) && isUnderHold(one, people.holdsOf(one.company));
        return [{ kind, number, title: one.title, state: one.state, ...(isHeld && { held: true }) }];
      }),
    },
  };
}
