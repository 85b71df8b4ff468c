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
  {
    state,
    activityAt,
    closesAt: counted,
    stopped,
    warnedAt,
  }: Pick<Ticket, 'state' | 'activityAt' | 'closesAt' | 'stopped' | 'warnedAt'>,
  preset: Preset,
): number | null {
  if (state !== 'resolved' || !hasTimer(preset, 'resolved')) return null;
  const { autoCloseDays, autoCloseWarningHours, autoCloseWorkingDays } = preset.rules;
  // Working days are counted by a calendar, when the countdown begins: what was resolved before they were chosen has none.
  const begun =
    autoCloseWorkingDays && counted !== null ? counted : activityAt + autoCloseDays * ruleUnits.day;
  const at = begun + (stopped?.for ?? 0);
  // However late the warning came: the time it speaks of is given.
  return warnedAt === null ? at : Math.max(at, warnedAt + autoCloseWarningHours * ruleUnits.hour);
}
