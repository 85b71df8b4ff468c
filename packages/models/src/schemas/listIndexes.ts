import { orderOf, type Sorting } from '@sportello/core';

/** What narrows a list beside its states; null: nothing does. */
export const listLeads = [
  null,
  'company',
  'operator',
  'team',
  'participants',
  'collaborators',
  'category',
  'requestType',
  'archivedBy',
  'awaitsCall',
  'dueAlarm',
] as const;
/** See {@link listLeads}. */
export type ListLead = (typeof listLeads)[number];

/** The order of every sorting; ties are broken by id. */
export const listOrders: Readonly<Record<Sorting, Readonly<Record<string, 1 | -1>>>> = {
  activity: { activityAt: -1, _id: -1 },
  created: { openedAt: -1, _id: -1 },
  priority: { priorityRank: -1, activityAt: -1, _id: -1 },
  'activity-asc': { activityAt: 1, _id: 1 },
  'created-asc': { openedAt: 1, _id: 1 },
  'priority-asc': { priorityRank: 1, activityAt: 1, _id: 1 },
};

/** Leads that are one person: an inbox reads the heads of all their tickets, and finds them in the index itself. */
const personal: readonly ListLead[] = ['operator', 'participants', 'collaborators'];

/** What else a list may be narrowed by: looked at in the index, so that only tickets that are shown are read. */
const narrowing = ['category', 'subcategory', 'requestType', 'requester', 'operator', 'openedAt'] as const;

/**
 * The index of a list: an equality on what narrows it, then the states, then the order it is shown in. By last activity it
 * is read from the index by priority, one priority beside the other: a message rewrites one index where there were two. The
 * other way round, the same index is read backwards.
 */
export function listIndex(lead: ListLead, sort: Sorting): Record<string, 1 | -1> {
  const isByCreation = orderOf(sort) === 'created';
  const order = listOrders[isByCreation ? 'created' : 'priority'];
  const heads = !isByCreation && personal.includes(lead) ? ({ seq: 1, pub: 1 } as const) : {};
  const first = { ...(lead && { [lead]: 1 as const }), state: 1 as const, ...order };
  const more = narrowing.filter((field) => !(field in first) && !(isByCreation && field === 'openedAt'));
  const rank = isByCreation ? ({ priorityRank: 1 } as const) : {};
  return { ...first, ...heads, ...rank, ...Object.fromEntries(more.map((field) => [field, 1 as const])) };
}

/** Every index of lists, each once. */
export const listIndexes = listLeads.flatMap((lead) =>
  (['priority', 'created'] as const).map((sort) => ({ lead, index: listIndex(lead, sort) })),
);

/** What nobody has archived costs nothing in the indexes of what is archived, and the same for who waits for a call and what is late. */
export const partialFilters: Readonly<
  Partial<Record<NonNullable<ListLead>, { partialFilterExpression: object }>>
> = {
  archivedBy: { partialFilterExpression: { archivedBy: { $exists: true } } },
  awaitsCall: { partialFilterExpression: { awaitsCall: true } },
  dueAlarm: { partialFilterExpression: { dueAlarm: 'breached' } },
};

/** The month of a moment (UTC), counted from the year 0: months that follow each other are numbers that do. */
export function monthOf(at: number): number {
  const date = new Date(at);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/**
 * The index of lists of some months that hold many tickets: month beside month, each in the order that is shown. The indexes
 * of lists either lie in that order, with everything opened before and after among it, or by opening, and would have to be
 * put in order once all was read.
 */
export const monthlyIndex: Record<string, 1 | -1> = {
  openedMonth: 1,
  ...listOrders.priority,
  state: 1,
  ...Object.fromEntries(narrowing.map((field) => [field, 1 as const])),
  team: 1,
};
