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
  return now <= amendableUntil(entry, context)
    ? null
    : refuse('amend_expired', { limit: preset.rules.amendMinutes });
}
