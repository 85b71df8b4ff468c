import { type ListQuery, orderOf, type Preset, type Principal } from '@sportello/core';
import * as m from '$lib/paraglide/messages';
import { priorityWord, stateWord } from '$lib/text/ticketWords';
import { requestTypeName } from '../ticket/words/ticketWords';
import { categoryName, type Topics } from '../ticket/words/topics';
import { textOf } from './listAddress';
import { directionName, orderName } from './sortWords';
import { viewName } from './viewWords';

/** What a list shows and in what order, in one line of words. */
export function queryWords(query: ListQuery, me: Principal, topics: Topics, names: Preset['names']): string {
  const area = topics.categories.find(({ code }) => code === query.category);
  const subarea = area?.subcategories.find(({ code }) => code === query.subcategory);
  const parts: readonly (string | false | undefined)[] = [
    viewName(query.view, me.side),
    query.show && m.filter_show_own(),
    query.number !== undefined && `#${query.number}`,
    query.state && stateWord(query.state, me.side, names),
    query.priority && m.list_priority_chip({ priority: priorityWord(query.priority) }),
    query.requestType && requestTypeName(query.requestType),
    query.category && categoryName(topics, query.category),
    subarea?.name,
    query.requester && m.views_one_requester(),
    query.operator && m.views_one_operator(),
    query.from !== undefined && m.views_from({ day: textOf('from', query.from) }),
    query.to !== undefined && m.views_to({ day: textOf('to', query.to) }),
    `${orderName(orderOf(query.sort))}, ${directionName(query.sort)}`,
  ];
  return parts.filter(Boolean).join(' · ');
}
