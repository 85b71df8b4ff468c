import * as z from 'zod/mini';
import { priority, urgency } from './entities.ts';
import { id, moment } from './fields.ts';

/** Who the ticket is about from now on. */
export const referral = { requester: id };
/** When support expects to close it; null takes it back. */
export const expectation = { expectedAt: z.nullable(moment) };

/** What is changed of a ticket along with an answer: in the same entry, and only with it. */
export const replyChanges = z.strictObject({
  priority: z.optional(priority),
  requester: z.optional(id),
  operator: z.optional(z.nullable(id)),
  urgency: z.optional(z.nullable(urgency)),
  expectedAt: z.optional(z.nullable(moment)),
});
