import { type CommandData, can, type Result, refuse, type Ticket } from '@sportello/core';
import { type Database, findTicket, READER_STEPS, readerId, trusted } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';

type Kept = Result<{ ticket: string; seq: number }>;

/** The public position that corresponds to a position in the numbering of the caller's side. */
async function publicPosition(
  database: Database,
  ticket: Ticket,
  ctx: Context,
  seq: number,
): Promise<number> {
  if (ctx.principal.side === 'customer') return seq;
  if (seq >= ticket.seq) return ticket.pub;
  const entry = await database.entries
    .findOne({ ticket: ticket.id, seq: trusted({ $lte: seq }), pub: trusted({ $exists: true }) }, { pub: 1 })
    .sort({ seq: -1 })
    .lean<{ pub: number }>();
  return entry?.pub ?? 0;
}

async function locate(installation: Installation, ctx: Context, id: string, wanted: number) {
  const ticket = await findTicket(installation.database, id);
  if (!ticket || !can(ctx.principal, 'ticket.read', ticket)) return null;
  const head = ctx.principal.side === 'staff' ? ticket.seq : ticket.pub;
  const seq = Math.min(wanted, head);
  return { seq, pub: await publicPosition(installation.database, ticket, ctx, seq) };
}

const farther = (field: string, value: number) => ({ $max: [{ $ifNull: [`$${field}`, 0] }, value] });

/** Moves a read position forward, never back; positions beyond the head are taken as the head. */
export async function read(
  installation: Installation,
  ctx: Context,
  data: CommandData<'ticket.read'>,
): Promise<Kept> {
  const position = await locate(installation, ctx, data.ticket, data.seq);
  if (!position) return refuse('not_found');
  const { seq, pub } = position;
  const steps = { $ifNull: ['$steps', []] };
  const isNews = { $gt: [pub, { $ifNull: ['$pub', 0] }] };
  const step = { pub, at: installation.now() };
  await save(installation.database, ctx, data.ticket, {
    steps: { $cond: [isNews, { $slice: [{ $concatArrays: [steps, [step]] }, -READER_STEPS] }, steps] },
    seq: farther('seq', seq),
    pub: farther('pub', pub),
    received: farther('received', pub),
  });
  return { ok: true, data: { ticket: data.ticket, seq } };
}

/** Notes that entries reached a device of the person. */
export async function receive(
  installation: Installation,
  ctx: Context,
  data: CommandData<'ticket.receive'>,
): Promise<Kept> {
  const position = await locate(installation, ctx, data.ticket, data.seq);
  if (!position) return refuse('not_found');
  await save(installation.database, ctx, data.ticket, {
    seq: farther('seq', 0),
    pub: farther('pub', 0),
    received: farther('received', position.pub),
    steps: { $ifNull: ['$steps', []] },
  });
  return { ok: true, data: { ticket: data.ticket, seq: position.seq } };
}

async function save(
  database: Database,
  ctx: Context,
  ticket: string,
  fields: Record<string, unknown>,
): Promise<void> {
  const { person, side } = ctx.principal;
  const update = () =>
    database.readers.updateOne(
      { _id: readerId(ticket, person) },
      [{ $set: { ticket, person, side, ...fields } }],
      { upsert: true, updatePipeline: true },
    );
  // Two devices that read for the first time at once both try to insert: the second finds the document there.
  await update().catch(async (error: unknown) => {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 11_000)
      await update();
    else throw error;
  });
}
