/** What administration may send to put companies and tickets under hold, and to end it (t24). */
import * as z from 'zod/mini';
import { id, line, NAME_LIMIT, position, prose, proseOrNothing, REASON_LIMIT } from './fields.ts';

const reason = prose(REASON_LIMIT);
/** What everybody concerned reads; what is absent is as the settings say. */
const words = { text: z.optional(proseOrNothing(REASON_LIMIT)), callWhom: z.optional(line(NAME_LIMIT)) };

/** The hold of a ticket. The reason is for administrators of its company and for staff. */
export const ticketHold = z.strictObject({ ticket: id, reason, ...words });
/** Its end. The reason is a note to colleagues. */
export const ticketRelease = z.strictObject({ ticket: id, reason });
/** The hold of a company; of one that is under hold already it says something else from now on. */
export const companyHold = z.strictObject({ company: id, reason, ...words });
export const companyRelease = z.strictObject({ company: id, reason });
/** What everybody concerned reads where nothing else is said; an empty text: the usual words. */
export const holdWords = z.strictObject({
  revision: position,
  text: proseOrNothing(REASON_LIMIT),
  callWhom: line(NAME_LIMIT),
});
