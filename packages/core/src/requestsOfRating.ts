/** What a customer may say of how a ticket went (t14, R10.8). */
import * as z from 'zod/mini';
import { id, proseOrNothing, REASON_LIMIT } from './fields.ts';

/** The best one can say; the worst is one. */
const MOST = 5;

/** How it went, and why. */
export const ratingInput = z.strictObject({
  value: z
    .int({ error: 'type' })
    .check(z.gte(1, { error: 'not_allowed_value' }), z.lte(MOST, { error: 'not_allowed_value' })),
  words: z.optional(proseOrNothing(REASON_LIMIT)),
});

/** Says it of a ticket that is closed; another one takes the place of the one before. */
export const rateInput = z.strictObject({ ticket: id, rating: ratingInput });
