/** What a client may ask: parsed by the server alone. */
import * as z from 'zod/mini';
import { id, position, ticketNumber } from './fields.ts';
import { type QueryName, searchSections, WINDOW_LIMIT } from './protocol.ts';
import { draftInput } from './requestsOfDrafts.ts';
import { listQuery } from './requestsOfLists.ts';
import { versionsInput } from './requestsOfThread.ts';

const onTicket = { ticket: id };

const syncInput = z.strictObject({
  ticket: z.union([id, ticketNumber]),
  /** Last entry the caller has; absent: start over at the first unread entry. */
  have: z.optional(position),
  /** Keeps receiving what follows (sockets only). */
  follow: z._default(z.boolean({ error: 'type' }), true),
});

const historyInput = z.strictObject({
  ticket: id,
  /** The window ends before this entry … */
  before: z.optional(position),
  /** … or begins after this one. */
  after: z.optional(position),
  limit: z._default(
    z
      .int({ error: 'type' })
      .check(z.gte(1, { error: 'not_allowed_value' }), z.lte(WINDOW_LIMIT, { error: 'not_allowed_value' })),
    50,
  ),
});

const searchInput = z.strictObject({
  q: z.string({ error: 'type' }).check(z.maxLength(20_000, { error: 'too_large' })),
  sections: z._default(
    z.array(z.enum(searchSections)).check(
      z.maxLength(searchSections.length, { error: 'too_large' }),
      z.refine((all) => new Set(all).size === all.length, { error: 'not_allowed_value' }),
    ),
    [...searchSections],
  ),
  limit: z._default(
    z
      .int({ error: 'type' })
      .check(z.gte(1, { error: 'not_allowed_value' }), z.lte(50, { error: 'not_allowed_value' })),
    6,
  ),
  /** Support answers this ticket: of articles only those that its customer may read. */
  answering: z.optional(id),
});

/** Input of every query of the wire, by name. */
export const queryInputs = {
  sync: syncInput,
  history: historyInput,
  list: listQuery,
  inbox: z.strictObject({}),
  attachments: z.strictObject(onTicket),
  versions: versionsInput,
  /** Tickets that a ticket is tied to, as far as the caller may read them. */
  links: z.strictObject(onTicket),
  /** What one was writing on a form. */
  draft: draftInput,
  search: searchInput,
} as const satisfies Record<QueryName, z.core.$ZodType>;
export type QueryInput<N extends QueryName> = z.input<(typeof queryInputs)[N]>;
export type QueryData<N extends QueryName> = z.output<(typeof queryInputs)[N]>;
/** All names of queries. */
export const queryNames = Object.keys(queryInputs).filter((name): name is QueryName =>
  Object.hasOwn(queryInputs, name),
);
/** The envelope of a query on socket and HTTP. */
export const queryEnvelope = z.strictObject({
  name: z.enum(queryNames, { error: 'unknown_event' }),
  input: z.unknown(),
});
