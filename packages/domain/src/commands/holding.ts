import {
  type CommandData,
  type CommandOutput,
  can,
  decideHold,
  decideRelease,
  openStates,
  type Result,
  refuse,
  type Written,
} from '@sportello/core';
import { type CompanyRecord, trusted } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { draft, type KeyedCall, onTicket } from './onTicket.ts';
import { changeSettings } from './settingsChange.ts';

/** What people read of a hold and whom they call: as it was said, or as the settings say. */
async function wordsOf(
  installation: Installation,
  said: { readonly text?: string | undefined; readonly callWhom?: string | undefined },
): Promise<{ text: string; callWhom: string } | null> {
  const { holdWords } = await installation.settings();
  const callWhom = said.callWhom ?? holdWords?.callWhom;
  return callWhom ? { text: said.text ?? holdWords?.text ?? '', callWhom } : null;
}

const lacksCallWhom = refuse('required', { field: 'callWhom' });

/** Puts one ticket under hold (t24). */
export async function holdTicket(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<CommandData<'ticket.hold'>>,
): Promise<Result<Written>> {
  const words = await wordsOf(installation, call.data);
  const { reason } = call.data;
  return onTicket(installation, ctx, call, 'ticket.hold', (ticket, workflow) => {
    if (!words) return lacksCallWhom;
    const changes = decideHold(ticket, { ...words, reason }, workflow);
    return 'code' in changes
      ? changes
      : { drafts: [draft(ctx, call, { kind: 'change', audience: 'all', changes })] };
  });
}

/** Ends the hold of one ticket (t24); why is told to colleagues in a note. */
export function releaseTicket(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<CommandData<'ticket.release'>>,
): Promise<Result<Written>> {
  return onTicket(installation, ctx, call, 'ticket.hold', (ticket) => {
    const changes = decideRelease(ticket);
    if ('code' in changes) return changes;
    const { reason } = call.data;
    const note = draft(ctx, call, { kind: 'note', audience: 'staff', body: reason, lang: ctx.locale });
    return {
      drafts: [note, { ...draft(ctx, call, { kind: 'change', audience: 'all', changes }), key: null }],
    };
  });
}

/** How many open tickets of a company a hold concerns; zero for whoever may not set one. */
export async function openTicketsOf(
  { database }: Installation,
  { principal }: Context,
  company: string,
): Promise<number> {
  if (!can(principal, 'company.hold')) return 0;
  return database.tickets.countDocuments({ company, state: trusted({ $in: [...openStates] }) });
}

type Held = Result<CommandOutput<'company.hold'>>;

/** Puts a company under hold: it holds for all its open tickets, and none of them is written. */
export async function holdCompany(
  installation: Installation,
  ctx: Context,
  { company, reason, ...said }: CommandData<'company.hold'>,
): Promise<Held> {
  if (!can(ctx.principal, 'company.hold')) return refuse('forbidden');
  const words = await wordsOf(installation, said);
  if (!words) return lacksCallWhom;
  const { companies } = installation.database;
  const since = installation.now();
  const by = ctx.principal.person;
  const set = await companies.updateOne(
    { _id: company, hold: null },
    {
      hold: { reason, ...words, since, by },
      $push: { untold: { what: 'held', since, at: since, by } },
      $inc: { revision: 1 },
    },
  );
  if (set.matchedCount === 0) {
    // It is held already: what is said of it changes, and since when it is does not.
    const told = { 'hold.reason': reason, 'hold.text': words.text, 'hold.callWhom': words.callWhom };
    const changed = await companies.updateOne(
      { _id: company, hold: trusted({ $ne: null }) },
      { $set: told, $inc: { revision: 1 } },
    );
    if (changed.matchedCount === 0) return refuse('not_found', { field: 'company' });
  }
  installation.people.forget('companies', company);
  return {
    ok: true,
    data: { company, held: true, openTickets: await openTicketsOf(installation, ctx, company) },
  };
}

/**
 * Ends the hold of a company: every ticket is where it was. Their times go on from now by what was left of them; the timers
 * write that into those that have any.
 */
export async function releaseCompany(
  installation: Installation,
  ctx: Context,
  { company, reason }: CommandData<'company.release'>,
): Promise<Held> {
  if (!can(ctx.principal, 'company.hold')) return refuse('forbidden');
  const { companies } = installation.database;
  const record = await companies.findById(company).lean<CompanyRecord>();
  if (!record) return refuse('not_found', { field: 'company' });
  const { hold, revision } = record;
  if (!hold) return refuse('unchanged');
  const [since, to] = [hold.since ?? 0, installation.now()];
  const by = ctx.principal.person;
  const past = {
    from: since,
    to,
    reason: hold.reason,
    by: hold.by ?? null,
    releasedBy: by,
    releaseReason: reason,
  };
  const untold = { what: 'released', since, at: to, by } as const;
  const { matchedCount } = await companies.updateOne(
    { _id: company, revision },
    { hold: null, resuming: true, $push: { pastHolds: past, untold }, $inc: { revision: 1 } },
  );
  if (matchedCount === 0) return refuse('stale');
  installation.people.forget('companies', company);
  return {
    ok: true,
    data: { company, held: false, openTickets: await openTicketsOf(installation, ctx, company) },
  };
}

/** Changes what people read of a hold where nothing else is said, unless somebody else has changed it meanwhile. */
export async function changeHoldWords(
  installation: Installation,
  ctx: Context,
  { revision, ...holdWords }: CommandData<'holds.change'>,
): Promise<Result<CommandOutput<'holds.change'>>> {
  if (!can(ctx.principal, 'settings.workflow')) return refuse('forbidden');
  return changeSettings(installation, ctx, { parts: ['holdWords'], revision, set: { holdWords } });
}
