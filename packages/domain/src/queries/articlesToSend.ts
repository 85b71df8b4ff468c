import { can, type Result, refuse, type Ticket } from '@sportello/core';
import type { ArticleReader } from '@sportello/core/articles';
import { type ArticleRecord, findTicket } from '@sportello/models';
import { readableFor } from '../articleReaders.ts';
import type { Context, Visitor } from '../context.ts';
import type { Installation } from '../installation.ts';

/** What the customer of a ticket may read: whatever is for everybody, and what is for their company. */
function customerOf({ company }: Ticket): ArticleReader {
  return { kind: 'customer', company };
}

/**
 * For whom support looks for articles while it answers a ticket: its customer, since a link to what they may not read leads
 * nowhere and a text for others is not for them.
 * @param ticket its id or number
 */
export async function readerOnTicket(
  { database }: Installation,
  { principal }: Context | Visitor,
  ticket: string | number,
): Promise<Result<ArticleReader>> {
  if (principal?.side !== 'staff') return refuse('not_found');
  const found = await findTicket(database, ticket);
  if (!found || !can(principal, 'ticket.read', found)) return refuse('not_found');
  return { ok: true, data: customerOf(found) };
}

/** What an article says, to be put into an answer; one that the customer of the ticket may not read is not there. */
export async function articleToSend(
  installation: Installation,
  ctx: Context,
  ticket: number,
  slug: string,
): Promise<Result<Pick<ArticleRecord, 'body'>>> {
  const reader = await readerOnTicket(installation, ctx, ticket);
  if (!reader.ok) return reader;
  const records = await installation.database.articles
    .find({ $and: [{ slug }, readableFor(reader.data)] }, { _id: 0, body: 1, locale: 1 })
    .lean<Pick<ArticleRecord, 'body' | 'locale'>[]>();
  const record = records.find(({ locale }) => locale === ctx.locale) ?? records[0];
  return record ? { ok: true, data: { body: record.body } } : refuse('not_found');
}
