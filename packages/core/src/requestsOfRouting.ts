/** What is sent to change who gets a new ticket by itself, and who is away. */
import * as z from 'zod/mini';
import { id, position } from './fields.ts';
import { calendarDay } from './requestsOfSettings.ts';
import { distributions, preferences } from './workflow/routing.ts';

const inOrder = z.refine<{ from: string; to: string }>(({ from, to }) => from <= to, {
  error: 'not_allowed_value',
  path: ['to'],
});
const absence = z.strictObject({ person: id, from: calendarDay, to: calendarDay }).check(inOrder);

/** What an operator may send about themself: from when until when they are away, both days included; null: they are there. */
export const absenceChange = z.strictObject({
  away: z.nullable(z.strictObject({ from: calendarDay, to: calendarDay }).check(inOrder)),
});

/** See {@link RoutingRules}. */
export const routingChange = z.strictObject({
  /** The revision of the settings that was changed: somebody else's change in between is not overwritten. */
  revision: position,
  preferred: z.enum(preferences, { error: 'not_allowed_value' }),
  distribution: z.enum(distributions, { error: 'not_allowed_value' }),
  resting: z.array(id).check(z.maxLength(1_000, { error: 'too_large' })),
  // One for each of them: what a page does not show it must not lose.
  absences: z.array(absence).check(
    z.maxLength(1_000, { error: 'too_large' }),
    z.refine((all) => new Set(all.map(({ person }) => person)).size === all.length, {
      error: 'not_allowed_value',
    }),
  ),
});
