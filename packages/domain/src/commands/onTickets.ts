import {
  type Action,
  can,
  isUnderHold,
  type Refusal,
  type Result,
  refuse,
  type Ticket,
  type WorkflowContext,
  type Written,
} from '@sportello/core';
import {
  type Committed,
  type Decide,
  type DecideTogether,
  findTicket,
  type JointDecision,
} from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { digestOf, type KeyedCall, settle } from './onTicket.ts';
import { withDue } from './promising.ts';

/** Decides on two tickets of one company: the one that the command names first, and the other. */
export type PairRule = (one: Ticket, other: Ticket, workflow: WorkflowContext) => JointDecision;

/**
 * Writes entries of one ticket or several in one transaction, all or none; same key, same answer, one effect. The entry with the
 * key belongs to the first of them.
 * @param company whose tickets they are; null: whoever's the first of them is
 * @param decide answers the drafts of each ticket, in their order
 */
export async function writeTogether(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<unknown>,
  company: string | null,
  tickets: readonly string[],
  decide: (tickets: readonly (Ticket | null)[], context: WorkflowContext) => JointDecision,
): Promise<Result<Written>> {
  const [workflow] = await Promise.all([installation.workflow(), installation.people.ready()]);
  const promised: DecideTogether = (found, now) => {
    // Of a company under hold a ticket is born held: recorded, and nothing is promised to run.
    const owner = company ?? found[0]?.company;
    const holds = owner === undefined ? [] : installation.people.holdsOf(owner);
    const [first] = found;
    const held = isUnderHold({ hold: first?.hold ?? null }, holds);
    const decision = decide(found, { principal: ctx.principal, preset: workflow.preset, now, held });
    if ('code' in decision) return decision;
    return {
      drafts: decision.drafts.map((drafts, index) =>
        drafts.length > 0
          ? withDue(found[index] ?? null, tickets[index] ?? '', drafts, { ...workflow, holds }, now).drafts
          : drafts,
      ),
    };
  };
  return settle(installation, ctx, call, committing(installation, tickets, promised, digestOf(call)));
}

/** One ticket alone shares its transaction with others, as every command does; several have one of their own. */
async function committing(
  { committer, touched }: Installation,
  tickets: readonly string[],
  decide: DecideTogether,
  digest: string,
): Promise<Committed | Refusal> {
  const [alone, ...others] = tickets;
  if (alone !== undefined && others.length === 0) {
    const decideAlone: Decide = (ticket, now) => {
      const decision = decide([ticket], now);
      return 'code' in decision ? decision : { drafts: decision.drafts[0] ?? [] };
    };
    return committer.commit(alone, decideAlone, digest);
  }
  const outcome = await committer.commitTogether(tickets, decide, digest);
  if ('code' in outcome) return outcome;
  // Whoever hears that it is done, and looks at any of them, must see it.
  for (const { ticket } of outcome) touched.note(ticket.id);
  return outcome[0] ?? refuse('internal');
}

/**
 * Carries out a command on a ticket and another one that it names by number. One that the caller may not see, or that is
 * another company's, is refused like one that does not exist.
 * @param action what the caller must be allowed to do on both
 * @param named the other ticket, and the field that names it
 */
export async function onPair<D extends { readonly ticket: string }>(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<D>,
  action: Action,
  named: { readonly number: number; readonly field: string },
  rule: PairRule,
): Promise<Result<Written>> {
  const { principal } = ctx;
  const other = await findTicket(installation.database, named.number);
  const lacksOther = refuse('not_found', { field: named.field });
  // It never changes its id: asked about as it stands inside the transaction, like the first.
  const ids = other && other.id !== call.data.ticket ? [call.data.ticket, other.id] : [call.data.ticket];
  return writeTogether(installation, ctx, call, null, ids, ([one, second], workflow) => {
    if (!one || !can(principal, 'ticket.read', one)) return refuse('not_found');
    if (!can(principal, action, one)) return refuse('forbidden');
    if (one.number === named.number) return refuse('not_allowed_value', { field: named.field });
    if (!second || second.company !== one.company || !can(principal, 'ticket.read', second))
      return lacksOther;
    if (!can(principal, action, second)) return refuse('forbidden');
    return rule(one, second, workflow);
  });
}
