/** What an administrator may send to change the settings of an installation. */
import * as z from 'zod/mini';
import { attachmentCeiling } from './attachments.ts';
import { priority, state } from './entities.ts';
import { line, position, STATE_NAME_LIMIT } from './fields.ts';
import { presetCodes } from './workflow/table.ts';

/** True for an IANA name that this machine knows. */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}

const whole = (least: number, most: number) =>
  z
    .int({ error: 'type' })
    .check(z.gte(least, { error: 'not_allowed_value' }), z.lte(most, { error: 'not_allowed_value' }));

const stateName = z.strictObject({ it: line(STATE_NAME_LIMIT), en: line(STATE_NAME_LIMIT) });

/** A workflow as an installation wants it: the one it begins with and what is different. */
export const workflowChange = z.strictObject({
  /** The revision of the settings that was changed: somebody else's change in between is not overwritten. */
  revision: position,
  preset: z.enum(presetCodes, { error: 'not_allowed_value' }),
  withoutStates: z.array(state).check(z.maxLength(20, { error: 'too_large' })),
  withoutRows: z
    .array(z.string({ error: 'type' }).check(z.maxLength(80, { error: 'too_long' })))
    .check(z.maxLength(200, { error: 'too_large' })),
  rules: z.strictObject({
    minimumAgeMinutes: whole(0, 1_440),
    amendMinutes: whole(0, 1_440),
    reopenDays: z.nullable(whole(1, 365)),
    autoCloseDays: whole(1, 90),
    autoCloseWorkingDays: z.boolean({ error: 'type' }),
    autoCloseWarningHours: whole(0, 720),
    customerPriorities: z.array(priority).check(z.maxLength(4, { error: 'too_large' })),
    customerReprioritises: z.boolean({ error: 'type' }),
    thirdPartyPauses: z.boolean({ error: 'type' }),
    attachmentMegabytes: whole(1, attachmentCeiling.megabytes),
    attachmentsPerMessage: whole(1, attachmentCeiling.number),
    attachmentsDescribed: z.boolean({ error: 'type' }),
  }),
  names: z.partialRecord(
    state,
    z.strictObject({ staff: z.optional(stateName), customer: z.optional(stateName) }),
  ),
});

const minuteOfDay = whole(0, 1_440);

/** Shifts of one day: each ends after it begins, and the next begins no earlier than it ends. */
const shifts = z.array(z.tuple([minuteOfDay, minuteOfDay])).check(
  z.maxLength(4, { error: 'too_large' }),
  z.refine((day) => day.every(([from, to], index) => from < to && from >= (day[index - 1]?.[1] ?? 0)), {
    error: 'not_allowed_value',
  }),
);

/** A calendar day, `2026-08-14`, that exists. */
export const calendarDay = z.string({ error: 'type' }).check(
  z.regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'date_format' }),
  z.refine(
    (day) => !Number.isNaN(Date.parse(day)) && new Date(Date.parse(day)).toISOString().startsWith(day),
    { error: 'date_format' },
  ),
);

/** Working minutes of a promise: at least one, at most half a year of days. */
const promisedMinutes = whole(1, 100_000);
const byPriority = z.strictObject({
  low: promisedMinutes,
  normal: promisedMinutes,
  high: promisedMinutes,
  blocking: promisedMinutes,
});

/** When support works and what it promises. */
export const serviceChange = z.strictObject({
  revision: position,
  calendar: z.strictObject({
    timeZone: z.string({ error: 'type' }).check(z.refine(isTimeZone, { error: 'not_allowed_value' })),
    week: z.array(shifts).check(
      z.length(7, { error: 'not_allowed_value' }),
      z.refine((week) => week.some((day) => day.length > 0), { error: 'required' }),
    ),
    holidays: z.nullable(z.literal('IT', { error: 'not_allowed_value' })),
    closures: z.array(calendarDay).check(z.maxLength(366, { error: 'too_large' })),
  }),
  targets: z.strictObject({
    takeCharge: byPriority,
    response: byPriority,
    resolution: z.strictObject({ white: promisedMinutes, yellow: promisedMinutes, red: promisedMinutes }),
  }),
});
