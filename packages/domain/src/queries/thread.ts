import {
  CATCH_UP_LIMIT,
  can,
  type Entry,
  holdReasonFor,
  type Principal,
  projectEntry,
  projectTicket,
  type QueryData,
  type QueryOutput,
  type Reader,
  type Result,
  refuse,
  type Side,
  type Ticket,
  WINDOW_LIMIT,
} from '@sportello/core';
import { entriesAfter, entriesBefore, findTicket, readersOf } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { countUnread, readOf } from './rows.ts';

/** Entries shown above the first unread one, so that it is read in its context. */
const CONTEXT_ENTRIES = 20;

/**
 * Read positions as somebody may see them: customers see public positions only, and nothing of somebody who has read no
 * more than what is support's own. What a person has archived is for that person alone.
 */
export function projectReaders(readers: readonly Reader[], { person, side }: Principal): Reader[] {
  const seen = readers.map(({ archived, ...reader }): Reader => {
    const isOwn = archived !== undefined && reader.person === person;
    return isOwn ? { ...reader, archived } : reader;
  });
  if (side === 'staff') return seen;
  return seen
    .filter(({ pub, received, archived }) => pub > 0 || received > 0 || archived !== undefined)
    .map((reader) => ({ ...reader, seq: reader.pub }));
}

const projected = (entries: readonly Entry[], side: Side): Entry[] =>
  entries.flatMap((entry) => projectEntry(entry, side) ?? []);

async function readable(
  installation: Installation,
  ctx: Context,
  which: string | number,
): Promise<Ticket | null> {
  const ticket = await findTicket(installation.database, which);
  return ticket && can(ctx.principal, 'ticket.read', ticket) ? ticket : null;
}

/** The window a thread opens with: from just above the first unread entry, or the newest when all is read. */
async function openingWindow(
  installation: Installation,
  ticket: Ticket,
  side: Side,
  read: number,
  head: number,
): Promise<Entry[]> {
  const { database } = installation;
  if (read >= head || head <= WINDOW_LIMIT)
    return entriesBefore(database, ticket.id, side, head + 1, WINDOW_LIMIT);
  const start = Math.max(0, read - CONTEXT_ENTRIES);
  if (head - start <= WINDOW_LIMIT) return entriesBefore(database, ticket.id, side, head + 1, WINDOW_LIMIT);
  return entriesAfter(database, ticket.id, side, start, WINDOW_LIMIT);
}

/** Brings a caller in step with a ticket: what it misses after `have`, or a fresh window. */
export async function sync(
  installation: Installation,
  ctx: Context,
  data: QueryData<'sync'>,
): Promise<Result<QueryOutput<'sync'>>> {
  const { database } = installation;
  const { side } = ctx.principal;
  const whole = await readable(installation, ctx, data.ticket);
  if (!whole) return refuse('not_found');
  const ticket = projectTicket(whole, side);
  const positions = await readersOf(database, whole.id);
  const readers = projectReaders(positions, ctx.principal);
  const mine = readOf(
    positions.find(({ person }) => person === ctx.principal.person),
    side,
  );
  // A cursor beyond the head belongs to another history: start over.
  const continues = data.have !== undefined && data.have <= ticket.seq;
  const raw = continues
    ? await entriesAfter(database, whole.id, side, data.have ?? 0, CATCH_UP_LIMIT)
    : await openingWindow(installation, whole, side, mine.seq, ticket.seq);
  // The log may have grown since the ticket was read: the answer is of one moment.
  const entries = projected(raw, side).filter(({ seq }) => seq <= ticket.seq);
  const behind = new Map([[whole.id, { read: mine.seq, head: ticket.seq }]]);
  const unread = await countUnread(database, ctx.principal, behind);
  return {
    ok: true,
    data: {
      ticket,
      entries,
      startOver: !continues,
      more: continues && (entries.at(-1)?.seq ?? data.have ?? 0) < ticket.seq,
      readers,
      unread: unread.get(whole.id) ?? 0,
      directory: {
        ...(await installation.people.directory(
          ctx.principal,
          [ticket],
          entries,
          readers.map(({ person }) => person),
        )),
        ...holdReasonFor(whole, ctx.principal),
      },
      at: installation.now(),
    },
  };
}

/** A page of older or newer entries of a ticket. */
export async function history(
  installation: Installation,
  ctx: Context,
  data: QueryData<'history'>,
): Promise<Result<QueryOutput<'history'>>> {
  const { side } = ctx.principal;
  const ticket = await readable(installation, ctx, data.ticket);
  if (!ticket) return refuse('not_found');
  const raw =
    data.after === undefined
      ? await entriesBefore(
          installation.database,
          ticket.id,
          side,
          data.before ?? Number.MAX_SAFE_INTEGER,
          data.limit,
        )
      : await entriesAfter(installation.database, ticket.id, side, data.after, data.limit);
  const entries = projected(raw, side);
  return {
    ok: true,
    data: { entries, directory: await installation.people.directory(ctx.principal, [], entries) },
  };
}
