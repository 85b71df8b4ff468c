import type { Changes, Entry, Side, StateNames } from '@sportello/core';
import * as m from '../../../paraglide/messages.js';
import { getLocale } from '../../../paraglide/runtime.js';
import { priorityWord, stateWord, urgencyWord } from '../../../text/ticketWords.ts';
import { dayDate, fullTime } from '../../../text/time.ts';
import { requestTypeName } from './ticketWords.ts';
import { categoryName, subcategoryName, type Topics, teamName } from './topics.ts';

/** What the sentences of an entry refer to: names, and who reads at what time (epoch milliseconds). */
export interface EventBook {
  readonly person: (id: string) => string;
  readonly company: (id: string) => string;
  readonly topics: Topics;
  readonly side: Side;
  readonly names: StateNames;
  readonly now: number;
}

/** An event in the reader's language: who, and what they did, as one sentence that begins with who. */
export interface EventSentence {
  readonly who: string;
  readonly did: string;
}

type Pair<T> = readonly [T | null, T | null];

/** What one field's change says; null when another field's sentence says it already. */
type Phrase<T> = (pair: Pair<T>, changes: Changes, entry: Entry, book: EventBook) => string | null;
type Phrases = { readonly [F in keyof Changes]-?: Phrase<NonNullable<NonNullable<Changes[F]>[1]>> };

const day = (at: number, book: EventBook): string => dayDate(at, book.now, getLocale());

/** The act that a closing state stands for; its reason is in the closure. */
function ended(changes: Changes, to: 'closed' | 'discarded'): string {
  switch (changes.closure?.[1]) {
    case 'solved':
      return m.event_closed_solved();
    case 'confirmed':
      return m.event_closed_confirmed();
    case 'auto':
      return m.event_closed_auto();
    case 'withdrawn':
      return m.event_withdrawn();
    case 'authorization_refused':
      return m.event_authorization_refused();
    case 'out_of_scope':
      return m.event_out_of_scope();
    case 'duplicate': {
      const original = changes.duplicateOf?.[1];
      return original ? m.event_duplicate_of({ number: original }) : m.event_duplicate();
    }
    default:
      return to === 'closed' ? m.event_closed() : m.event_discarded();
  }
}

const state: Phrase<NonNullable<NonNullable<Changes['state']>[1]>> = ([from, to], changes, entry, book) => {
  // That an answer is not needed, or is, says it all.
  if (changes.settled) return null;
  switch (to) {
    case 'closed':
    case 'discarded':
      return ended(changes, to);
    case 'new':
      if (from === 'authorization') return m.event_authorized();
      return from === 'discarded' ? m.event_restored() : m.event_reopened();
    case 'accepted':
      // Taking or giving a new ticket says it all.
      if (from === 'new') return changes.operator ? null : m.event_accepted();
      if (from === 'closed') return m.event_reopened();
      if (from === 'resolved') return m.event_not_solved();
      return from === 'waiting_customer' && entry.author.side === 'customer'
        ? m.event_answered()
        : m.event_resumed();
    case 'working':
      return from === 'new' || from === 'accepted' ? m.event_working() : m.event_resumed();
    case 'waiting_customer':
      return book.side === 'customer' ? m.event_waits_for_you() : m.event_waits_for_customer();
    case 'development':
      return m.event_development();
    case 'vendor': {
      const vendor = changes.vendor?.[1];
      return vendor
        ? m.event_vendor_named({ name: vendor.name, reference: vendor.reference })
        : m.event_vendor();
    }
    case 'planned': {
      const at = changes.plannedFor?.[1];
      return at ? m.event_planned_for({ date: day(at, book) }) : m.event_planned();
    }
    case 'resolved':
      return m.event_resolved();
    case 'authorization':
      return m.event_state({ state: stateWord(to, book.side, book.names) });
    default:
      return null;
  }
};

const operator: Phrase<string> = ([from, to], changes, entry, book) => {
  const author = entry.author.id;
  const why = changes.routing?.[1]?.why;
  if (to !== null && why === 'preferred') return m.event_routed_preferred({ person: book.person(to) });
  if (to !== null && why === 'load') return m.event_routed_load({ person: book.person(to) });
  if (to === null)
    return from === author || from === null
      ? m.event_put_back()
      : m.event_put_back_from({ person: book.person(from) });
  if (to === author)
    return from === null ? m.event_taken() : m.event_taken_from({ person: book.person(from) });
  return from === null || from !== author
    ? m.event_assigned({ person: book.person(to) })
    : m.event_passed({ person: book.person(to) });
};

const collaborators: Phrase<readonly string[]> = ([from, to], _changes, _entry, book) => {
  const before = from ?? [];
  const after = to ?? [];
  const list = (ids: readonly string[]): string =>
    new Intl.ListFormat(getLocale()).format(ids.map(book.person));
  const called = after.filter((id) => !before.includes(id));
  const released = before.filter((id) => !after.includes(id));
  if (called.length > 0) return m.event_collaborators_called({ people: list(called) });
  return released.length > 0 ? m.event_collaborators_released({ people: list(released) }) : null;
};

/** Tickets that were tied to this one, or untied. */
function told(
  [from, to]: Pair<readonly number[]>,
  tied: (of: { numbers: string }) => string,
  untied?: (of: { numbers: string }) => string,
): string | null {
  const [before, after] = [from ?? [], to ?? []];
  const list = (numbers: readonly number[]): string =>
    new Intl.ListFormat(getLocale()).format(numbers.map((number) => `#${number}`));
  const added = after.filter((number) => !before.includes(number));
  if (added.length > 0) return tied({ numbers: list(added) });
  const gone = before.filter((number) => !after.includes(number));
  return gone.length > 0 && untied ? untied({ numbers: list(gone) }) : null;
}

/** Named field by field, so that a new field without a sentence does not compile. The order is the order of telling. */
const phrases: Phrases = {
  operator,
  state,
  // Closure and number are part of other sentences and of the page's head.
  closure: () => null,
  number: () => null,
  plannedFor: ([from, to], changes, _entry, book) => {
    if (changes.state) return null;
    if (to === null) return m.event_plan_dropped();
    return from === null
      ? m.event_planned_for({ date: day(to, book) })
      : m.event_plan_moved({ date: day(to, book) });
  },
  priority: ([from, to]) => {
    if (to === null) return null;
    return from === null
      ? m.event_priority({ to: priorityWord(to) })
      : m.event_priority_changed({ from: priorityWord(from), to: priorityWord(to) });
  },
  urgency: ([from, to]) => {
    if (to === null) return m.event_urgency_dropped();
    return from === null
      ? m.event_urgency({ to: urgencyWord(to).toLocaleLowerCase() })
      : m.event_urgency_changed({
          from: urgencyWord(from).toLocaleLowerCase(),
          to: urgencyWord(to).toLocaleLowerCase(),
        });
  },
  team: ([, to], _changes, _entry, { topics }) =>
    to === null ? m.event_team_dropped() : m.event_team({ team: teamName(topics, to) }),
  collaborators,
  // Who was given the ticket is told with them.
  routing: ([, to], _changes, _entry, book) =>
    to?.why === 'proposed' ? m.event_routed_proposed({ person: book.person(to.operator) }) : null,
  settled: ([, to], changes) => {
    if (to === null) return m.event_unsettled();
    return changes.state ? m.event_settled_back() : m.event_settled();
  },
  vendor: ([, to], changes) => {
    if (changes.state?.[1] === 'vendor') return null;
    return to === null
      ? m.event_vendor_dropped()
      : m.event_vendor_changed({ name: to.name, reference: to.reference });
  },
  duplicateOf: ([, to], changes) => {
    if (changes.closure?.[1] === 'duplicate') return null;
    return to === null ? m.event_duplicate_dropped() : m.event_duplicate_of({ number: to });
  },
  followUpOf: ([, to]) => (to === null ? m.event_follow_up_dropped() : m.event_follow_up({ number: to })),
  // What was filled in is shown with the ticket, not told.
  details: () => null,
  consulted: () => null,
  followUps: (pair) => told(pair, m.event_followed_up),
  duplicates: (pair) => told(pair, m.event_merged_in),
  splitOf: ([, to]) => (to === null ? null : m.event_split_of({ number: to })),
  splits: (pair) => told(pair, m.event_split_off),
  related: (pair) => told(pair, m.event_related, m.event_unrelated),
  // Who takes part is told by what they do, or by what brought them.
  participants: () => null,
  expectedAt: ([from, to], _changes, _entry, book) => {
    if (to === null) return m.event_expected_dropped();
    const date = day(to, book);
    return from === null ? m.event_expected({ date }) : m.event_expected_moved({ date });
  },
  // A promise is shown with the ticket, not told.
  due: () => null,
  closesAt: () => null,
  warnedAt: () => m.event_closing_soon(),
  call: ([, call]) => {
    if (call === null) return null;
    const lasted = call.minutes === null ? '' : `, ${call.minutes} min`;
    const said = { who: call.with, when: fullTime(call.at, getLocale()) + lasted };
    return call.direction === 'made' ? m.event_call_made(said) : m.event_call_received(said);
  },
  callback: ([from, to], changes) => {
    if (to === null) return changes.call || !from ? null : m.event_callback_over({ who: from.name });
    return m.event_callback({ who: to.name, phone: [to.phone, to.when].filter(Boolean).join(', ') });
  },
  hold: ([, to]) => (to === null ? m.event_released() : m.event_held()),
  holdReason: ([, to], changes) =>
    changes.hold && to !== null ? m.event_held_because({ reason: to }) : null,
  // The end of a ticket's own hold says it all.
  stopped: (_, changes, entry) =>
    changes.hold || entry.author.id !== null ? null : m.event_resumed_after_hold(),
  dueAlarm: ([from, to]) => {
    if (to === null || to === from) return null;
    return to === 'warned' ? m.event_due_soon() : m.event_breach();
  },
  title: ([, to]) => (to === null ? null : m.event_title({ title: to })),
  requestType: ([, to]) =>
    to === null ? null : m.event_request_type({ type: requestTypeName(to).toLocaleLowerCase() }),
  category: ([, to], changes, _entry, { topics }) => {
    if (to === null) return null;
    const part = changes.subcategory?.[1];
    return m.event_category({
      category: part
        ? `${categoryName(topics, to)} / ${subcategoryName(topics, to, part)}`
        : categoryName(topics, to),
    });
  },
  subcategory: ([, to], changes, _entry, { topics }) => {
    if (to === null || changes.category?.[1]) return null;
    const area = topics.categories.find(({ subcategories }) => subcategories.some(({ code }) => code === to));
    return m.event_category({ category: area ? subcategoryName(topics, area.code, to) : to });
  },
  requester: ([, to], _changes, _entry, book) =>
    to === null ? null : m.event_requester({ person: book.person(to) }),
  company: ([, to], _changes, _entry, book) =>
    to === null ? null : m.event_company({ company: book.company(to) }),
};

/** Fields of an opening that say something beside the description itself. */
function toldAtOpening(entry: Entry): (keyof Changes)[] {
  const isForAnother = entry.changes.requester?.[1] !== entry.author.id;
  return ['followUpOf', 'splitOf', ...(isForAnother ? (['requester'] as const) : [])];
}

function phraseOf<F extends keyof Changes>(field: F, entry: Entry, book: EventBook): string | null {
  const pair = entry.changes[field];
  if (!pair) return null;
  // The table pairs each field with the phrase of its own type; TypeScript cannot follow that pairing through a lookup.
  const phrase = phrases[field] as Phrase<unknown>;
  return phrase(pair, entry.changes, entry, book);
}

const allFields = Object.keys(phrases).filter((field): field is keyof Changes =>
  Object.hasOwn(phrases, field),
);

/**
 * What an entry changed, as one sentence in the reader's language.
 * @returns null when the entry changed nothing that needs telling
 */
export function eventSentence(entry: Entry, book: EventBook): EventSentence | null {
  const fields = entry.kind === 'opened' ? toldAtOpening(entry) : allFields;
  const told = fields.flatMap((field) => phraseOf(field, entry, book) ?? []);
  if (told.length === 0) return null;
  const who = entry.author.id === null ? m.event_system() : book.person(entry.author.id);
  return { who, did: new Intl.ListFormat(getLocale(), { type: 'conjunction' }).format(told) };
}
