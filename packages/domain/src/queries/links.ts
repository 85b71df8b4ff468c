import { can, linksOf, type QueryData, type QueryOutput, type Result, refuse } from '@sportello/core';
import { findTicket, fromRecord, type TicketRecord, tombstonesOf, trusted } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';

/** The tickets that one is tied to, each asked about anew: a link is no right to read. */
export async function links(
  { database }: Installation,
  { principal }: Context,
  data: QueryData<'links'>,
): Promise<Result<QueryOutput<'links'>>> {
  const ticket = await findTicket(database, data.ticket);
  if (!ticket || !can(principal, 'ticket.read', ticket)) return refuse('not_found');
  const named = linksOf(ticket);
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
      links: named.flatMap(({ kind, number }) => {
        const one = readable.get(number);
        if (purged.has(number))
          return [{ kind, number, title: '', state: 'discarded' as const, purged: true }];
        return one ? [{ kind, number, title: one.title, state: one.state }] : [];
      }),
    },
  };
}
