/** What a client may send to open a ticket, and around it. */
import * as z from 'zod/mini';
import { contactPreference, importance } from './details.ts';
import { priority, requestType } from './entities.ts';
import {
  CONSULTED_LIMIT,
  code,
  ERROR_TEXT_LIMIT,
  id,
  key,
  line,
  MESSAGE_LIMIT,
  NAME_LIMIT,
  PHONE_LIMIT,
  prose,
  TITLE_LIMIT,
  ticketNumber,
} from './fields.ts';

/** An e-mail address as people have them: one part, one at-sign, a domain; never a list or a header. */
/** One address, as it is written. */
export const emailAddress = z.pipe(
  line(254),
  z.string().check(
    z.regex(/^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,62}\.)+[a-z]{2,24}$/i, {
      error: 'email_invalid',
    }),
  ),
);

const consulted = z.strictObject({
  articles: z.array(code).check(z.maxLength(CONSULTED_LIMIT, { error: 'too_large' })),
  tickets: z.array(ticketNumber).check(z.maxLength(CONSULTED_LIMIT, { error: 'too_large' })),
});

/** An answer made a ticket unnecessary that was being written: which one, where somebody was reading it, and what was read. */
export const solvedInput = z.strictObject({
  /** The key that the ticket would have been opened with: whoever says it twice is counted once. */
  draft: key,
  article: z.optional(code),
  ticket: z.optional(ticketNumber),
  consulted: z.optional(consulted),
});

/** It did not after all: nothing is counted. */
export const unsolvedInput = z.strictObject({ draft: key });

/** Where the form was opened from, as a deep link says it: `/tickets/new?program=…&screen=…&version=…&error=…`. */
export const programContextInput = z.strictObject({
  program: z.optional(line(NAME_LIMIT)),
  screen: z.optional(line(NAME_LIMIT)),
  version: z.optional(line(NAME_LIMIT)),
  error: z.optional(line(ERROR_TEXT_LIMIT)),
});

/**
 * The fields of a new ticket; which of them an installation asks, and which must be there, is decided by its form.
 * What is absent is not defaulted here but where it is needed, so that what was asked before is asked the same.
 */
export const openingFields = {
  title: line(TITLE_LIMIT),
  description: prose(MESSAGE_LIMIT),
  requestType: z._default(requestType, 'assistance'),
  category: code,
  subcategory: code,
  priority: z._default(priority, 'normal'),
  company: z.optional(id),
  requester: z.optional(id),
  followUpOf: z.optional(ticketNumber),
  contactName: z.optional(line(NAME_LIMIT)),
  preference: z.optional(contactPreference),
  phone: z.optional(line(PHONE_LIMIT)),
  email: z.optional(emailAddress),
  installation: z.optional(id),
  technician: z.optional(id),
  module: z.optional(line(NAME_LIMIT)),
  importance: z.optional(importance),
  context: z.optional(programContextInput),
  consulted: z.optional(consulted),
};
