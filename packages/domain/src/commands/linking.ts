import {
  type Action,
  type Attachment,
  type Changes,
  type CommandData,
  can,
  type DraftEntry,
  type Entry,
  isWritten,
  LINK_LIMIT,
  type Refusal,
  type Result,
  refuse,
  type Ticket,
  type WorkflowContext,
  type Written,
} from '@sportello/core';
import { asAmended, findEntry, findTicket, fullName, type JointDecision, newId } from '@sportello/models';
import { copiesOf } from '../attachments/copying.ts';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { momentIn } from '../mail/letter.ts';
import { sentencesIn } from '../mail/sentences.ts';
import { draft, firstAnswer, type KeyedCall } from './onTicket.ts';
import { onPair, writeTogether } from './onTickets.ts';
import { nextNumber } from './opening.ts';

/** An entry that says of the other ticket what the first entry of the command says of the first. */
function echoed(
  ctx: Context,
  call: KeyedCall<unknown>,
  audience: Entry['audience'],
  changes: Changes,
): DraftEntry {
  return draft(ctx, call, { kind: 'change', audience, key: null, changes });
}

/** Drafts of both tickets of a pair; the first carries the key. */
function both(ctx: Context, call: KeyedCall<unknown>, changes: readonly [Changes, Changes]): JointDecision {
  const [mine, others] = changes;
  return {
    drafts: [
      [draft(ctx, call, { kind: 'change', audience: 'staff', changes: mine })],
      [echoed(ctx, call, 'staff', others)],
    ],
  };
}

/** Ties two tickets to each other, in both of them at once. Customers see it by the tickets that they may read. */
export function link(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<CommandData<'ticket.link'>>,
): Promise<Result<Written>> {
  const named = { number: call.data.to, field: 'to' };
  return onPair(installation, ctx, call, 'ticket.link', named, (one, other) => {
    if (one.related.includes(other.number)) return refuse('unchanged');
    if (Math.max(one.related.length, other.related.length) >= LINK_LIMIT)
      return refuse('not_allowed_value', { field: 'to', limit: LINK_LIMIT });
    return both(ctx, call, [
      { related: [one.related, [...one.related, other.number]] },
      { related: [other.related, [...other.related, one.number]] },
    ]);
  });
}

/** Unties them again. */
export function unlink(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<CommandData<'ticket.unlink'>>,
): Promise<Result<Written>> {
  const named = { number: call.data.to, field: 'to' };
  const without = (ticket: Ticket, number: number): Changes => ({
    related: [ticket.related, ticket.related.filter((one) => one !== number)],
  });
  return onPair(installation, ctx, call, 'ticket.link', named, (one, other) =>
    one.related.includes(other.number)
      ? both(ctx, call, [without(one, other.number), without(other, one.number)])
      : refuse('unchanged'),
  );
}

/**
 * What the original tells of a ticket that is merged into it: whoever took part there takes part here.
 * @returns a refusal where the original leads nowhere: it was set aside itself
 */
function mergedInto(
  ctx: Context,
  call: KeyedCall<unknown>,
  original: Ticket,
  duplicate: Ticket,
  field: string,
): DraftEntry | Refusal {
  const { participants, duplicates } = original;
  if (original.state === 'discarded' || duplicates.length >= LINK_LIMIT)
    return refuse('not_allowed_value', { field });
  const brought = duplicate.participants.filter((id) => !participants.includes(id));
  return echoed(ctx, call, 'all', {
    duplicates: [duplicates, [...duplicates.filter((one) => one !== duplicate.number), duplicate.number]],
    ...(brought.length > 0 && { participants: [participants, [...participants, ...brought]] }),
  });
}

/**
 * Sets a ticket aside as a duplicate of another one, and tells the other in the same moment: neither can be the original of
 * the other, whoever else decides at the same time.
 * @param moved what the duplicate tells of it, or why it may not be
 */
export function merging<D extends { readonly ticket: string }>(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<D>,
  action: Action,
  named: { readonly number: number; readonly field: string },
  moved: (ticket: Ticket, workflow: WorkflowContext) => DraftEntry | Refusal,
): Promise<Result<Written>> {
  return onPair(installation, ctx, call, action, named, (one, other, workflow) => {
    const entry = moved(one, workflow);
    if ('code' in entry) return entry;
    // A number that the move does not ask for ties nothing.
    if (entry.changes?.closure?.[1] !== 'duplicate') return { drafts: [[entry], []] };
    const told = mergedInto(ctx, call, other, one, named.field);
    return 'code' in told ? told : { drafts: [[entry], [told]] };
  });
}

/** The message that is to become a ticket, as it stands now; null where there is none that both sides see. */
async function publicMessage({ database }: Installation, ticket: string, seq: number): Promise<Entry | null> {
  const written = await findEntry(database, ticket, 'staff', seq);
  const [entry] = await asAmended(database, written ? [written] : []);
  if (entry?.audience !== 'all' || !isWritten(entry.kind) || entry.amended?.withdrawn) return null;
  return entry;
}

async function quoted(
  installation: Installation,
  ctx: Context,
  ticket: Ticket,
  entry: Entry,
): Promise<string> {
  const [author, sentences, workflow] = await Promise.all([
    entry.author.id === null ? null : installation.people.person(entry.author.id),
    sentencesIn(ctx.locale),
    installation.workflow(),
  ]);
  const person = author ? fullName(author) : sentences.say('event_system');
  const when = momentIn(workflow.service.calendar.timeZone, ctx.locale, entry.at);
  const lead = sentences.say('split_quote', { person, number: ticket.number, when });
  const lines = (entry.body ?? '').split('\n').map((line) => `> ${line}`.trimEnd());
  return entry.body === null ? lead : [lead, '', ...lines].join('\n');
}

/** The entries of a split: the ticket that is new, and the trace in the one that keeps the message. */
function splitDrafts(
  ctx: Context,
  call: KeyedCall<CommandData<'ticket.split'>>,
  source: Ticket,
  number: number,
  body: string,
  attachments: readonly Attachment[],
): JointDecision {
  if (source.splits.length >= LINK_LIMIT) return refuse('not_allowed_now');
  const opened = draft(ctx, call, {
    kind: 'opened',
    audience: 'all',
    body,
    lang: ctx.locale,
    attachments,
    changes: {
      number: [null, number],
      company: [null, source.company],
      requester: [null, source.requester],
      title: [null, call.data.title],
      requestType: [null, source.requestType],
      category: [null, source.category],
      subcategory: [null, source.subcategory],
      // Nothing becomes blocking by being taken apart.
      priority: [null, source.priority === 'blocking' ? 'high' : source.priority],
      state: [null, 'new'],
      team: [null, source.team],
      splitOf: [null, source.number],
    },
  });
  return {
    drafts: [[opened], [echoed(ctx, call, 'all', { splits: [source.splits, [...source.splits, number]] })]],
  };
}

/** Makes a message a ticket of its own, of the same person; the thread keeps everything, with a trace. */
export async function split(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<CommandData<'ticket.split'>>,
): Promise<Result<Written>> {
  const { principal } = ctx;
  const { ticket: source, seq } = call.data;
  const before = await findTicket(installation.database, source);
  if (!before || !can(principal, 'ticket.read', before)) return refuse('not_found');
  if (!can(principal, 'ticket.link', before)) return refuse('forbidden');
  const repeated = await firstAnswer(installation, ctx, call);
  if (repeated) return repeated;
  const entry = await publicMessage(installation, source, seq);
  if (!entry) return refuse('not_found', { field: 'seq' });
  const [body, attachments, number] = await Promise.all([
    quoted(installation, ctx, before, entry),
    copiesOf(installation, ctx, entry.attachments),
    nextNumber(installation),
  ]);
  return writeTogether(installation, ctx, call, before.company, [newId(), source], ([, now]) =>
    now && can(principal, 'ticket.link', now)
      ? splitDrafts(ctx, call, now, number, body, attachments)
      : refuse('not_found'),
  );
}
