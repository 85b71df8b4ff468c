import { can } from '../access.ts';
import type { Ticket } from '../entities.ts';
import { type Entry, isWritten } from '../entries.ts';
import { type Refusal, refuse } from '../errors.ts';
import type { WorkflowContext } from './decide.ts';
import { ruleUnits, stateIsDone } from './table.ts';

/** What may be done with what one has written. */
export type Amending = 'correct' | 'withdraw';

/** When the time to correct or withdraw an entry is over. */
export function amendableUntil(
  entry: Pick<Entry, 'at'>,
  { preset }: Pick<WorkflowContext, 'preset'>,
): number {
  return entry.at + preset.rules.amendMinutes * ruleUnits.minute;
}

/** States in which nobody of support has begun: what a request says is still the customer's own affair (t28). */
const unbegun: readonly Ticket['state'][] = ['new', 'authorization'];

/** Why somebody may not change what a ticket is called and is about now; null when they may (t28). */
export function describeRefusal(ticket: Ticket, { principal, held }: WorkflowContext): Refusal | null {
  if (!can(principal, 'ticket.describe', ticket)) return refuse('forbidden');
  if (stateIsDone(ticket.state)) return refuse('not_allowed_now');
  if (principal.side === 'staff') return null;
  if (held) return refuse('held');
  return unbegun.includes(ticket.state) ? null : refuse('support_has_begun');
}

/**
 * Why somebody may not correct or withdraw an entry now; null when they may (R5.8).
 * @param entry as it stands: what was withdrawn says so
 */
export function amendRefusal(
  ticket: Ticket,
  entry: Entry,
  what: Amending,
  context: WorkflowContext,
): Refusal | null {
  const { principal, preset, now } = context;
  if (!can(principal, 'ticket.amend', ticket)) return refuse('forbidden');
  if (!isWritten(entry.kind) || entry.author.id !== principal.person) return refuse('not_own_message');
  if (entry.amended?.withdrawn) return refuse('message_withdrawn');
  if (stateIsDone(ticket.state)) return refuse('not_allowed_now');
  // What a ticket is about cannot go while there is a ticket: it is corrected, or the whole request withdrawn.
  if (what === 'withdraw' && entry.kind === 'opened') return refuse('description_stays');
  const isStillTheirs =
    entry.kind === 'opened' && principal.side === 'customer' && unbegun.includes(ticket.state);
  return isStillTheirs || now <= amendableUntil(entry, context)
    ? null
    : refuse('amend_expired', { limit: preset.rules.amendMinutes });
}
