/** What may be sent about single entries of a thread. */
import * as z from 'zod/mini';
import { id, MESSAGE_LIMIT, position, prose } from './fields.ts';

/** An entry, by the number under which the caller's side knows it. */
const entryOf = { ticket: id, seq: position };

/** Corrects the text of something one has written. */
export const amendInput = z.strictObject({ ...entryOf, body: prose(MESSAGE_LIMIT) });
/** Withdraws something one has written, with its files. */
export const retractInput = z.strictObject(entryOf);
/** Asks what an entry said before it was corrected or withdrawn. */
export const versionsInput = z.strictObject(entryOf);
