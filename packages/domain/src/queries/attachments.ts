import { can, projectEntry, type QueryData, type QueryOutput, type Result, refuse } from '@sportello/core';
import { asAmended, type EntryRecord, findTicket, trusted } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';

/** Entries with files that are looked at: more would be no list that anybody reads. */
const MOST = 500;

/** The files of a ticket that the caller may see, newest first, with who sent them and when. */
export async function attachments(
  { database, people }: Installation,
  ctx: Context,
  data: QueryData<'attachments'>,
): Promise<Result<QueryOutput<'attachments'>>> {
  const ticket = await findTicket(database, data.ticket);
  if (!ticket || !can(ctx.principal, 'ticket.read', ticket)) return refuse('not_found');
  const records = await database.entries
    .find({ ticket: ticket.id, 'attachments.id': trusted({ $exists: true }) })
    .sort({ seq: -1 })
    .limit(MOST)
    .lean<EntryRecord[]>();
  const current = await asAmended(database, records);
  const entries = current.flatMap((entry) => projectEntry(entry, ctx.principal.side) ?? []);
  return {
    ok: true,
    data: {
      files: entries.flatMap(({ attachments: carried, seq, kind, author, at }) =>
        carried.map((file) => ({ file, seq, isNote: kind === 'note', author: author.id, at })),
      ),
      directory: await people.directory(ctx.principal, [], entries),
    },
  };
}
