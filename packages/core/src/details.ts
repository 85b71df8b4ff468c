import * as z from 'zod/mini';
import { code, id, ticketNumber } from './fields.ts';

/** How somebody wants to be answered. */
export const contactPreferences = ['web', 'phone'] as const;
export const contactPreference = z.enum(contactPreferences, { error: 'not_allowed_value' });
export type ContactPreference = z.infer<typeof contactPreference>;

/** Whether work stands still: asked beside the priority, which says how soon an answer is needed. */
export const importances = ['not_blocking', 'blocking'] as const;
export const importance = z.enum(importances, { error: 'not_allowed_value' });
export type Importance = z.infer<typeof importance>;

/** Where another program says that it was when the form was opened from it. */
export const programContext = z.strictObject({
  program: z.optional(z.string()),
  screen: z.optional(z.string()),
  version: z.optional(z.string()),
  error: z.optional(z.string()),
});
export type ProgramContext = z.infer<typeof programContext>;

/** What was filled in when a ticket was opened, beside its title and topic; what was not asked or left empty is absent. */
export const details = z.strictObject({
  contactName: z.optional(z.string()),
  preference: z.optional(contactPreference),
  /** E.164. */
  phone: z.optional(z.string()),
  /** An address that gets the requester's mails too. */
  email: z.optional(z.string()),
  /** The installation as it was then: it goes on living, the ticket says what it was about. */
  installation: z.optional(z.strictObject({ id, product: z.string(), version: z.string() })),
  technician: z.optional(id),
  module: z.optional(z.string()),
  importance: z.optional(importance),
  context: z.optional(programContext),
});
export type Details = z.infer<typeof details>;

/** What was read beside the form before the ticket was opened all the same. */
export const consulted = z.strictObject({
  articles: z.array(z.strictObject({ slug: code, title: z.string() })),
  tickets: z.array(z.strictObject({ number: ticketNumber, title: z.string() })),
});
export type Consulted = z.infer<typeof consulted>;
