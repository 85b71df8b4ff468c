/** What may be sent about telephone calls (R5.12). */
import * as z from 'zod/mini';
import { callDirections } from './entities.ts';
import { id, line, MESSAGE_LIMIT, moment, NAME_LIMIT, PHONE_LIMIT, prose } from './fields.ts';

/** Most minutes of a call. */
const CALL_LIMIT = 600;

/** A call that was made or received, told by support to both sides or to colleagues alone. */
export const callInput = z.strictObject({
  ticket: id,
  direction: z.enum(callDirections, { error: 'not_allowed_value' }),
  with: line(NAME_LIMIT),
  at: moment,
  minutes: z.optional(
    z
      .int({ error: 'type' })
      .check(z.gte(0, { error: 'not_allowed_value' }), z.lte(CALL_LIMIT, { error: 'not_allowed_value' })),
  ),
  body: prose(MESSAGE_LIMIT),
  audience: z.enum(['all', 'staff'], { error: 'not_allowed_value' }),
  /** It is the call that somebody waited for. */
  isCallback: z.optional(z.boolean({ error: 'type' })),
});

/** Who wants to be called back; `phone: null` takes the wish back. */
export const callbackInput = z.strictObject({
  ticket: id,
  phone: z.nullable(line(PHONE_LIMIT)),
  /** Absent: whoever asks. */
  name: z.optional(line(NAME_LIMIT)),
  when: z.optional(line(NAME_LIMIT)),
});
