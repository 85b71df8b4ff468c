import type { State, Ticket } from '../entities.ts';
import { type Preset, ruleUnits } from './table.ts';

/** Days after which a discarded ticket disappears. */
export const PURGE_DAYS = 30;

/** When a discarded ticket disappears; null for every other. */
export function purgesAt({ state, stateAt }: Pick<Ticket, 'state' | 'stateAt'>): number | null {
  return state === 'discarded' ? stateAt + PURGE_DAYS * ruleUnits.day : null;
}

/** Has this state of the workflow a way out that a timer goes? */
export function hasTimer({ transitions }: Preset, from: State): boolean {
  return transitions.some((row) => row.by.includes('T') && row.from.includes(from));
}

/** When a resolved ticket closes by itself if nobody writes; null for every other. */
export function closesAt(
  { state, activityAt, stopped, warnedAt }: Pick<Ticket, 'state' | 'activityAt' | 'stopped' | 'warnedAt'>,
  preset: Preset,
): number | null {
  if (state !== 'resolved' || !hasTimer(preset, 'resolved')) return null;
  const at = activityAt + (stopped?.for ?? 0) + preset.rules.autoCloseDays * ruleUnits.day;
  // However late the warning came: the time it speaks of is given.
  return warnedAt === null
    ? at
    : Math.max(at, warnedAt + preset.rules.autoCloseWarningHours * ruleUnits.hour);
}
