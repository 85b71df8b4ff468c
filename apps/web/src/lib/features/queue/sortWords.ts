import { isAscending, orderOf, type Sorting, type SortOrder } from '@sportello/core';
import * as m from '../../paraglide/messages.js';

const orders: Readonly<Record<SortOrder, () => string>> = {
  activity: m.list_sort_activity,
  created: m.list_sort_created,
  priority: m.list_sort_priority,
};

/** What a list is put in order by. */
export function orderName(order: SortOrder): string {
  return orders[order]();
}

/** What comes first in a sorting. */
export function directionName(sort: Sorting): string {
  const goesUp = isAscending(sort);
  if (orderOf(sort) === 'priority') return goesUp ? m.list_sort_least_urgent() : m.list_sort_most_urgent();
  return goesUp ? m.list_sort_oldest() : m.list_sort_newest();
}
