/** What entries say that few tickets have: fetched by a page that comes to one. */
import type { Changes, Closure } from '@sportello/core';
import * as m from '../../../paraglide/messages.js';
import { getLocale } from '../../../paraglide/runtime.js';
import { priorityWord } from '../../../text/ticketWords.ts';
import { dayDate, fullTime } from '../../../text/time.ts';
import type { EventBook, Pair, Phrase, Phrases } from './eventSentence.ts';
import { ratingWord } from './ratingWords.ts';
import { requestTypeName } from './ticketWords.ts';
import { categoryName, subcategoryName, teamName } from './topics.ts';

/** Fields whose changes are rare. */
type RareField = Extract<
  keyof Changes,
  | 'closure'
  | 'priority'
  | 'requester'
  | 'plannedFor'
  | 'expectedAt'
  | 'warnedAt'
  | 'dueAlarm'
  | 'team'
  | 'collaborators'
  | 'routing'
  | 'settled'
  | 'vendor'
  | 'duplicateOf'
  | 'followUpOf'
  | 'followUps'
  | 'duplicates'
  | 'splitOf'
  | 'splits'
  | 'related'
  | 'call'
  | 'callback'
  | 'rating'
  | 'hold'
  | 'holdReason'
  | 'stopped'
  | 'title'
  | 'requestType'
  | 'category'
  | 'subcategory'
  | 'company'
>;

/** The phrases of {@link RareField}. */
export type RarePhrases = Pick<Phrases, RareField>;

const day = (at: number, book: EventBook): string => dayDate(at, book.now, getLocale());

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

/** The act that a closing state stands for, by its reason. */
const closure: Phrase<Closure> = ([, to], changes) => {
  switch (to) {
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
    case 'closed_by_customer':
      return m.event_closed();
    default:
      return null;
  }
};

/** See {@link RarePhrases}. */
export const rarePhrases: RarePhrases = {
  closure,
  priority: ([from, to]) => {
    if (to === null) return null;
    return from === null
      ? m.event_priority({ to: priorityWord(to) })
      : m.event_priority_changed({ from: priorityWord(from), to: priorityWord(to) });
  },
  requester: ([, to], _changes, _entry, book) =>
    to === null ? null : m.event_requester({ person: book.person(to) }),
  plannedFor: ([from, to], changes, _entry, book) => {
    if (changes.state && changes.state[1] !== 'planned') return null;
    if (to === null) return m.event_plan_dropped();
    return from === null || changes.state
      ? m.event_planned_for({ date: day(to, book) })
      : m.event_plan_moved({ date: day(to, book) });
  },
  expectedAt: ([from, to], _changes, _entry, book) => {
    if (to === null) return m.event_expected_dropped();
    const date = day(to, book);
    return from === null ? m.event_expected({ date }) : m.event_expected_moved({ date });
  },
  warnedAt: () => m.event_closing_soon(),
  dueAlarm: ([from, to]) => {
    if (to === null || to === from) return null;
    return to === 'warned' ? m.event_due_soon() : m.event_breach();
  },
  team: ([, to], _changes, _entry, { topics }) =>
    to === null ? m.event_team_dropped() : m.event_team({ team: teamName(topics, to) }),
  collaborators,
  routing: ([, to], _changes, _entry, book) => {
    if (to === null) return null;
    const person = book.person(to.operator);
    if (to.why === 'preferred') return m.event_routed_preferred({ person });
    return to.why === 'load' ? m.event_routed_load({ person }) : m.event_routed_proposed({ person });
  },
  settled: ([, to], changes) => {
    if (to === null) return m.event_unsettled();
    return changes.state ? m.event_settled_back() : m.event_settled();
  },
  vendor: ([, to], changes) => {
    const isHanded = changes.state?.[1] === 'vendor';
    if (to === null) return isHanded ? null : m.event_vendor_dropped();
    return isHanded
      ? m.event_vendor_named({ name: to.name, reference: to.reference })
      : m.event_vendor_changed({ name: to.name, reference: to.reference });
  },
  duplicateOf: ([, to], changes) => {
    if (changes.closure?.[1] === 'duplicate') return null;
    return to === null ? m.event_duplicate_dropped() : m.event_duplicate_of({ number: to });
  },
  followUpOf: ([, to]) => (to === null ? m.event_follow_up_dropped() : m.event_follow_up({ number: to })),
  followUps: (pair) => told(pair, m.event_followed_up),
  duplicates: (pair) => told(pair, m.event_merged_in),
  splitOf: ([, to]) => (to === null ? null : m.event_split_of({ number: to })),
  splits: (pair) => told(pair, m.event_split_off),
  related: (pair) => told(pair, m.event_related, m.event_unrelated),
  call: ([, call]) => {
    if (call === null) return null;
    const lasted = call.minutes === null ? '' : `, ${call.minutes} min`;
    const said = { who: call.with, when: fullTime(call.at, getLocale()) + lasted };
    return call.direction === 'made' ? m.event_call_made(said) : m.event_call_received(said);
  },
  rating: ([, to]) =>
    to
      ? m.event_rating({ value: to.value, words: ratingWord(to.value) }) + (to.words ? ` “${to.words}”` : '')
      : null,
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
  company: ([, to], _changes, _entry, book) =>
    to === null ? null : m.event_company({ company: book.company(to) }),
};
