/** What a client may send about lists: which one it looks at, and the views it keeps. */
import * as z from 'zod/mini';
import { priority, requestType, state } from './entities.ts';
import { code, id, line, moment, ticketNumber } from './fields.ts';
import { listPages, PAGE_LIMIT, sortings, VIEW_NAME_LIMIT, viewNames } from './lists.ts';

/** What a list shows: a view, narrowed, sorted, and a window of it. It stands in the address as it is. */
export const listQuery = z.strictObject({
  view: z._default(z.enum(viewNames, { error: 'not_allowed_value' }), 'open'),
  sort: z._default(z.enum(sortings, { error: 'not_allowed_value' }), 'activity'),
  /** Only tickets one takes part in, for a customer who sees colleagues' too. */
  show: z.optional(z.enum(['own'], { error: 'not_allowed_value' })),
  number: z.optional(ticketNumber),
  state: z.optional(state),
  priority: z.optional(priority),
  requestType: z.optional(requestType),
  category: z.optional(code),
  subcategory: z.optional(code),
  requester: z.optional(id),
  operator: z.optional(id),
  /** Opened at this moment or later, and before that one. */
  from: z.optional(moment),
  to: z.optional(moment),
  /** Opaque position after which the window begins. */
  after: z.optional(
    z
      .string()
      .check(
        z.maxLength(80, { error: 'cursor_invalid' }),
        z.regex(/^\d+(\.\d+)?:[0-9a-f]{24}$/, { error: 'cursor_invalid' }),
      ),
  ),
  limit: z._default(
    z
      .int({ error: 'type' })
      .check(z.gte(1, { error: 'not_allowed_value' }), z.lte(PAGE_LIMIT, { error: 'not_allowed_value' })),
    PAGE_LIMIT,
  ),
});
export type ListQuery = z.output<typeof listQuery>;
/** A list query as a caller writes it, with defaults left out. */
export type ListQueryInput = z.input<typeof listQuery>;

/** What of a list is remembered: everything but the window. */
const stored = z.omit(listQuery, { after: true, limit: true });

/** What somebody looks at in a list. */
export const keptList = z.strictObject({
  page: z.enum(listPages, { error: 'not_allowed_value' }),
  query: stored,
});

const named = {
  name: line(VIEW_NAME_LIMIT),
  /** The team that shares it; null: one's own. */
  team: z.nullable(code),
};
/** Filters and order under a name. */
export const viewSaved = z.strictObject({ ...named, query: stored });
/** Another name, or others who share it. */
export const viewChange = z.strictObject({ view: id, ...named });
/** One place up or down among those beside it. */
export const viewMove = z.strictObject({
  view: id,
  by: z.union([z.literal(-1), z.literal(1)], { error: 'not_allowed_value' }),
});

/** What was remembered of a list, as this version understands it: what means nothing any more is left out. */
export function readStoredQuery(kept: Readonly<Record<string, unknown>>): ListQuery {
  const known = Object.entries(stored.shape).flatMap(([field, schema]) => {
    const parsed = kept[field] === undefined ? null : schema.safeParse(kept[field]);
    return parsed?.success ? [[field, parsed.data] as const] : [];
  });
  return listQuery.parse(Object.fromEntries(known));
}
