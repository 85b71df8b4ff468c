/** What an administrator may send to change whom mails come from. */
import * as z from 'zod/mini';
import { line, position } from './fields.ts';
import { emailAddress } from './requestsOfOpening.ts';

/** Most characters of the name that mails come from: mail programs show no more. */
const SENDER_NAME_LIMIT = 78;

/** Whom mails come from; null: what the settings of the process say, or the provider's name. */
export const mailChange = z.strictObject({
  revision: position,
  senderName: z.nullable(line(SENDER_NAME_LIMIT)),
  senderAddress: z.nullable(emailAddress),
});
