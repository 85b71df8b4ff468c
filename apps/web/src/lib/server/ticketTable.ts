import { projectTicket, type StateNames, stateIsDone, type Ticket } from '@sportello/core';
import type { Context, ExportBatch } from '@sportello/domain';
import { BYTE_ORDER_MARK, csvLine } from '$lib/features/queue/csv';
import { requestTypeName } from '$lib/features/ticket/words/ticketWords';
import { categoryName, subcategoryName, type Topics } from '$lib/features/ticket/words/topics';
import * as m from '$lib/paraglide/messages';
import { priorityWord, stateWord, urgencyWord } from '$lib/text/ticketWords';
import { defaultTimeZone } from '$lib/text/time';

/** A moment as spreadsheets understand it everywhere: `2026-03-29 14:05`. */
const moments = new Intl.DateTimeFormat('sv-SE', {
  timeZone: defaultTimeZone,
  dateStyle: 'short',
  timeStyle: 'short',
});
const moment = (at: number | null): string => (at === null ? '' : moments.format(at));

function head(): string {
  return csvLine([
    m.filter_number(),
    m.export_title(),
    m.list_state(),
    m.list_priority(),
    m.list_urgency(),
    m.filter_type(),
    m.list_category(),
    m.filter_subcategory(),
    m.export_company(),
    m.list_requester(),
    m.list_operator(),
    m.export_opened(),
    m.export_closed(),
    m.export_activity(),
    m.export_words(),
  ]);
}

/**
 * Lines of a table of tickets as who asks may see them, its head first.
 * @param names what the workflow in force calls its states
 */
export async function* tableOf(
  batches: AsyncIterable<ExportBatch>,
  topics: Topics,
  { principal }: Context,
  names: StateNames,
): AsyncGenerator<string, undefined> {
  yield BYTE_ORDER_MARK + head();
  for await (const { tickets, directory } of batches) {
    const people = new Map(directory.people.map(({ id, name }) => [id, name]));
    const companies = new Map(directory.companies.map(({ id, name }) => [id, name]));
    const held = new Set(directory.companies.flatMap(({ id, held }) => (held ? [id] : [])));
    const isHeld = ({ hold, company, state }: Ticket): boolean =>
      !stateIsDone(state) && (hold !== null || held.has(company));
    const line = (ticket: Ticket): string =>
      csvLine([
        ticket.number,
        ticket.title,
        isHeld(ticket) ? m.state_held() : stateWord(ticket.state, principal.side, names),
        priorityWord(ticket.priority),
        ticket.urgency && urgencyWord(ticket.urgency),
        requestTypeName(ticket.requestType),
        categoryName(topics, ticket.category),
        subcategoryName(topics, ticket.category, ticket.subcategory),
        companies.get(ticket.company),
        people.get(ticket.requester),
        ticket.operator && people.get(ticket.operator),
        moment(ticket.openedAt),
        moment(ticket.closedAt),
        moment(ticket.activityAt),
        ticket.excerpt,
      ]);
    yield tickets.map((ticket) => line(projectTicket(ticket, principal.side))).join('');
  }
  return undefined;
}
