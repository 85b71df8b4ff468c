import {
  type Refusal,
  type Result,
  refuse,
  type Ticket,
  type WorkflowContext,
  type Written,
} from '@sportello/core';
import type { Committed, DecideTogether, JointDecision } from '@sportello/models';
import type { Context } from '../context.ts';
import type { Installation } from '../installation.ts';
import { digestOf, type KeyedCall, settle } from './onTicket.ts';
import { withDue } from './promising.ts';

/**
 * Writes entries of several tickets in one transaction, all or none; same key, same answer, one effect. The entry with the
 * key belongs to the first of them.
 * @param decide answers the drafts of each ticket, in their order
 */
export async function writeTogether(
  installation: Installation,
  ctx: Context,
  call: KeyedCall<unknown>,
  tickets: readonly string[],
  decide: (tickets: readonly (Ticket | null)[], context: WorkflowContext) => JointDecision,
): Promise<Result<Written>> {
  const [workflow] = await Promise.all([installation.workflow(), installation.people.ready()]);
  const promised: DecideTogether = (found) => {
    const now = installation.now();
    const [company] = found.flatMap((one) => one?.company ?? []);
    const held = company !== undefined && installation.people.isHeld(company);
    const decision = decide(found, { principal: ctx.principal, preset: workflow.preset, now, held });
    if ('code' in decision) return decision;
    return {
      drafts: decision.drafts.map((drafts, index) =>
        drafts.length > 0
          ? withDue(found[index] ?? null, tickets[index] ?? '', drafts, workflow, now).drafts
          : drafts,
      ),
    };
  };
  const first = async (): Promise<Committed | Refusal> => {
    const outcome = await installation.committer.commitTogether(tickets, promised, digestOf(call));
    if ('code' in outcome) return outcome;
    // Whoever hears that it is done, and looks at any of them, must see it.
    for (const { ticket } of outcome) installation.touched.note(ticket.id);
    return outcome[0] ?? refuse('internal');
  };
  return settle(installation, ctx, call, first());
}
