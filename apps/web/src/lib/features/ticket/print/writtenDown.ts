import type { Entry, Ticket } from '@sportello/core';
import * as m from '../../../paraglide/messages.js';
import { getLocale } from '../../../paraglide/runtime.js';
import { byteSize } from '../../../text/byteSize.ts';
import { priorityWord, ticketStateWord, urgencyWord } from '../../../text/ticketWords.ts';
import { fullTime } from '../../../text/time.ts';
import { type EventBook, eventSentence } from '../words/eventSentence.ts';
import { requestTypeName } from '../words/ticketWords.ts';
import { categoryName, subcategoryName } from '../words/topics.ts';

/** An entry on paper: nothing on it depends on when it is read. */
export interface WrittenEntry {
  readonly seq: number;
  readonly who: string;
  readonly when: string;
  /** Said only where support alone may read it. */
  readonly note: string | null;
  readonly body: string | null;
  /** What it changed, as a sentence that goes on from who. */
  readonly did: string | null;
  /** Its files, each with its size and what is said about it. */
  readonly files: readonly string[];
}

/** An entry as it stands on paper; null when there is nothing to say about it. */
export function writtenEntry(entry: Entry, book: EventBook): WrittenEntry | null {
  const sentence = eventSentence(entry, book);
  if (entry.body === null && entry.attachments.length === 0 && !sentence) return null;
  return {
    seq: entry.seq,
    who: entry.author.id === null ? m.event_system() : book.person(entry.author.id),
    when: fullTime(entry.at, getLocale()),
    note: entry.audience === 'staff' ? m.thread_note() : null,
    body: entry.body,
    did: sentence?.did ?? null,
    files: entry.attachments.map(({ name, size, description }) =>
      [`${name} (${byteSize(size, getLocale())})`, description].filter(Boolean).join(': '),
    ),
  };
}

/**
 * What stands above a ticket on paper: label and value.
 * @param held whether it or its company is under hold
 */
export function writtenFacts(
  ticket: Ticket,
  company: string,
  book: EventBook,
  held: boolean,
): readonly (readonly [string, string])[] {
  const state = ticketStateWord(ticket, book.side, book.names, book.now);
  const locale = getLocale();
  const { topics } = book;
  const topic = `${categoryName(topics, ticket.category)} / ${subcategoryName(topics, ticket.category, ticket.subcategory)}`;
  return [
    [m.panel_company(), company],
    [m.panel_requester(), book.person(ticket.requester)],
    [m.panel_state(), held ? m.panel_held({ state }) : state],
    ...(ticket.callback
      ? [
          [
            m.callback_chip(),
            `${ticket.callback.name}, ${ticket.callback.phone} ${ticket.callback.when}`.trim(),
          ] as const,
        ]
      : []),
    [m.panel_priority(), priorityWord(ticket.priority)],
    ...(ticket.urgency ? [[m.panel_urgency(), urgencyWord(ticket.urgency)] as const] : []),
    [m.panel_category(), topic],
    [m.panel_request_type(), requestTypeName(ticket.requestType)],
    ...(ticket.operator ? [[m.panel_operator(), book.person(ticket.operator)] as const] : []),
    [m.panel_opened(), fullTime(ticket.openedAt, locale)],
    ...(ticket.expectedAt === null
      ? []
      : [[m.panel_expected(), fullTime(ticket.expectedAt, locale)] as const]),
    ...(ticket.closedAt === null ? [] : [[m.print_closed(), fullTime(ticket.closedAt, locale)] as const]),
  ];
}
