import {
  type Changes,
  type CommandData,
  can,
  type DraftEntry,
  LINK_LIMIT,
  mayAskPriority,
  type Result,
  refuse,
  stateAtBirth,
  type Ticket,
  type Written,
} from '@sportello/core';
import { findTicket, newId } from '@sportello/models';
import { attachable } from '../attachments/binding.ts';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { endDraft } from './drafting.ts';
import { draft, firstAnswer, type KeyedCall } from './onTicket.ts';
import { writeTogether } from './onTickets.ts';
import { detailsOf } from './openingDetails.ts';

type Opening = CommandData<'ticket.open'>;

/** For whom a ticket is opened: a customer's own company, or the one that support names. */
async function requesterOf(
  installation: Installation,
  ctx: Context,
  data: Opening,
): Promise<{ company: string; requester: string } | null> {
  const { principal } = ctx;
  if (principal.side === 'customer') {
    const isForOther =
      (data.company && data.company !== principal.company) ||
      (data.requester && data.requester !== principal.person);
    return principal.company === null || isForOther
      ? null
      : { company: principal.company, requester: principal.person };
  }
  if (!data.company || !data.requester) return null;
  const [company, requester] = await Promise.all([
    installation.people.company(data.company),
    installation.people.person(data.requester),
  ]);
  const belongs = requester?.memberships.some((one) => one.company === data.company);
  return company && belongs ? { company: company._id, requester: data.requester } : null;
}

async function teamFor(installation: Installation, data: Opening): Promise<string | null> {
  const settings = await installation.settings();
  const area = settings.categories.find(({ code }) => code === data.category);
  return area?.subcategories.find(({ code }) => code === data.subcategory)?.team ?? null;
}

/** The ticket that a new one goes on from; null when the caller may not see it, or it is another company's. */
async function previousOf(
  installation: Installation,
  ctx: Context,
  number: number,
  company: string,
): Promise<Ticket | null> {
  const ticket = await findTicket(installation.database, number);
  return ticket?.company === company && can(ctx.principal, 'ticket.read', ticket) ? ticket : null;
}

/**
 * What the ticket that a new one goes on from tells of it; nothing as long as support may not see the new one.
 * @param author who opened the new one
 */
export function toldBefore(previous: Ticket, number: number, author: DraftEntry['author']): DraftEntry[] {
  if (previous.followUps.length >= LINK_LIMIT) return [];
  return [
    {
      kind: 'change',
      audience: 'all',
      author,
      key: null,
      changes: { followUps: [previous.followUps, [...previous.followUps, number]] },
    },
  ];
}

/** The next ticket number; a number that a failed opening used up is not given out again. */
export async function nextNumber(installation: Pick<Installation, 'database'>): Promise<number> {
  const counter = await installation.database.counters
    .findOneAndUpdate({ _id: 'ticket' }, { $inc: { value: 1 } }, { upsert: true, returnDocument: 'after' })
    .lean<{ value: number }>();
  return counter?.value ?? 1;
}

/** Opens a ticket: its description is the first entry of the thread, its category chooses the team. Its draft is gone then. */
export async function open(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<Opening>,
): Promise<Result<Written>> {
  const opened = await openOnce(installation, ctx, call);
  // Where that fails the draft stays: sent again, it leads to the ticket that it has become.
  if (opened.ok) await endDraft(installation, ctx, call.data, call.key).catch(() => undefined);
  return opened;
}

async function openOnce(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<Opening>,
): Promise<Result<Written>> {
  const { data } = call;
  if (!can(ctx.principal, 'ticket.open')) return refuse('forbidden');
  const repeated = await firstAnswer(installation, ctx, call);
  if (repeated) return repeated;
  const workflow = await installation.workflow();
  if (!mayAskPriority(ctx.principal.side, data.priority, workflow.preset))
    return refuse('not_allowed_value', { field: 'priority' });
  const parties = await requesterOf(installation, ctx, data);
  if (!parties) return refuse('not_found', { field: 'company' });
  const team = await teamFor(installation, data);
  if (!team) return refuse('not_allowed_value', { field: 'category' });
  const { followUpOf } = data;
  const previous =
    followUpOf === undefined ? null : await previousOf(installation, ctx, followUpOf, parties.company);
  if (followUpOf !== undefined && !previous) return refuse('not_found', { field: 'followUpOf' });
  const filled = await detailsOf(installation, ctx, data, parties);
  if ('code' in filled) return filled;
  const attachments = await attachable(installation, ctx, data.attachments);
  if ('code' in attachments) return attachments;

  const number = await nextNumber(installation);
  const state = stateAtBirth(ctx.principal.role, workflow.preset);
  const changes: Changes = {
    number: [null, number],
    company: [null, parties.company],
    requester: [null, parties.requester],
    title: [null, data.title],
    requestType: [null, data.requestType],
    category: [null, data.category],
    subcategory: [null, data.subcategory],
    priority: [null, data.priority],
    state: [null, state],
    team: [null, team],
    ...(followUpOf !== undefined && { followUpOf: [null, followUpOf] }),
    ...(filled.details && { details: [null, filled.details] }),
    ...(filled.consulted && { consulted: [null, filled.consulted] }),
  };
  const first = draft(ctx, call, {
    kind: 'opened',
    audience: 'all',
    body: data.description,
    lang: ctx.locale,
    attachments,
    changes,
  });
  const id = newId();
  const author = { id: ctx.principal.person, side: ctx.principal.side };
  const told = state === 'authorization' ? null : previous;
  return writeTogether(
    installation,
    ctx,
    call,
    parties.company,
    told ? [id, told.id] : [id],
    ([, before]) => {
      if (!told) return { drafts: [[first]] };
      return before
        ? { drafts: [[first], toldBefore(before, number, author)] }
        : refuse('not_found', { field: 'followUpOf' });
    },
  );
}
