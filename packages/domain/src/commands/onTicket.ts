import { createHash } from 'node:crypto';
import {
  type Action,
  type CommandName,
  can,
  type DraftEntry,
  type Entry,
  isUnderHold,
  type Refusal,
  type Result,
  refuse,
  refusedOn,
  type Side,
  type Ticket,
  type WorkflowContext,
  type Written,
} from '@sportello/core';
import {
  AttachedError,
  type Committed,
  type Decision,
  findByKey,
  findTicket,
  fromEntryRecord,
  KeyUsedError,
} from '@sportello/models';
import { noteBound } from '../attachments/binding.ts';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { withDue } from './promising.ts';

/** A command that writes, as it arrived. */
export interface KeyedCall<D> {
  readonly name: CommandName;
  readonly data: D;
  readonly key: string;
}

/** Decides on a ticket that exists and that the caller may see and act on. */
export type TicketRule = (ticket: Ticket, workflow: WorkflowContext) => Decision;

/** Fingerprint of what a command asks, kept beside its key. */
export function digestOf(call: KeyedCall<unknown>): string {
  return createHash('sha256')
    .update(JSON.stringify([call.name, call.data]))
    .digest('base64url')
    .slice(0, 22);
}

/** The author of what a principal writes. */
function authorOf(ctx: Context): Entry['author'] {
  return { id: ctx.principal.person, side: ctx.principal.side };
}

/** A draft of an entry by the caller; the first draft of a command carries its key. */
export function draft(
  ctx: Context,
  call: KeyedCall<unknown>,
  fields: Pick<DraftEntry, 'kind' | 'audience'> & Partial<DraftEntry>,
): DraftEntry {
  return { author: authorOf(ctx), key: call.key, ...fields };
}

function writtenOf(entry: Entry, ticket: Pick<Ticket, 'id' | 'number'>, side: Side): Written {
  const seq = side === 'staff' ? entry.seq : (entry.pub ?? 0);
  return { ticket: ticket.id, number: ticket.number, seq, pub: entry.pub, at: entry.at };
}

/**
 * Carries out a command on one ticket: same key, same answer, one effect.
 * A ticket that the caller may not see answers exactly like one that does not exist.
 */
export async function onTicket<D extends { readonly ticket: string }>(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<D>,
  action: Action,
  rule: TicketRule,
): Promise<Result<Written>> {
  const [workflow] = await Promise.all([installation.workflow(), installation.people.ready()]);
  const { principal } = ctx;
  const decide = (ticket: Ticket | null, now: number): Decision => {
    const refused = refusedOn(principal, action, ticket);
    if (refused || !ticket) return refused ?? refuse('not_found');
    const holds = installation.people.holdsOf(ticket.company);
    const held = isUnderHold(ticket, holds);
    const decision = rule(ticket, { principal, preset: workflow.preset, now, held });
    if ('code' in decision) return decision;
    return withDue(ticket, ticket.id, decision.drafts, { ...workflow, holds }, now);
  };
  return settle(
    installation,
    ctx,
    call,
    installation.committer.commit(call.data.ticket, decide, digestOf(call)),
  );
}

/** Turns the outcome of a commit into the answer of the command, recognising repeats by their key. */
export async function settle(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<unknown>,
  committing: Promise<Committed | Refusal>,
): Promise<Result<Written>> {
  const outcome = await committing.catch((error: unknown) => {
    if (error instanceof KeyUsedError) return refuse('key_reused');
    if (error instanceof AttachedError) return refuse('not_found', { field: 'attachments' });
    throw error;
  });
  if (!outcome.ok) return (await firstAnswer(installation, ctx, call)) ?? outcome;
  const [entry] = outcome.entries;
  if (!entry) return refuse('unchanged');
  // Nobody waits for it: what is not noted is found out by the sweep.
  void noteBound(installation.database, entry.attachments).catch(() => undefined);
  return { ok: true, data: writtenOf(entry, outcome.ticket, ctx.principal.side) };
}

/** What a command with this key answered before; null when it is new. */
export async function firstAnswer(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<unknown>,
): Promise<Result<Written> | null> {
  const record = await findByKey(installation.database, ctx.principal.person, call.key);
  if (!record) return null;
  if (record.digest !== digestOf(call)) return refuse('key_reused');
  const ticket = await findTicket(installation.database, record.ticket);
  if (!ticket || !can(ctx.principal, 'ticket.read', ticket)) return refuse('not_found');
  return { ok: true, data: writtenOf(fromEntryRecord(record), ticket, ctx.principal.side) };
}
