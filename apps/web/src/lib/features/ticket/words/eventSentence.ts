import type { Changes, Entry, Side, StateNames } from '@sportello/core';
import * as m from '../../../paraglide/messages.js';
import { getLocale } from '../../../paraglide/runtime.js';
import { stateWord, urgencyWord } from '../../../text/ticketWords.ts';
import type { RarePhrases } from './rareEvents.ts';
import type { Topics } from './topics.ts';

/** What the sentences of an entry refer to: names, and who reads at what time (epoch milliseconds). */
export interface EventBook {
  readonly person: (id: string) => string;
  readonly company: (id: string) => string;
  readonly topics: Topics;
  readonly side: Side;
  readonly names: StateNames;
  readonly now: number;
  /** Sentences that few tickets need; undefined while they are being fetched. */
  readonly rare: () => RarePhrases | undefined;
}

/** An event in the reader's language: who, and what they did, as one sentence that begins with who. */
export interface EventSentence {
  readonly who: string;
  readonly did: string;
}

/** A field before and after. */
export type Pair<T> = readonly [T | null, T | null];

/** What one field's change says; null when another field's sentence says it already. */
export type Phrase<T> = (pair: Pair<T>, changes: Changes, entry: Entry, book: EventBook) => string | null;
/** A phrase for every field that can change. */
export type Phrases = { readonly [F in keyof Changes]-?: Phrase<NonNullable<NonNullable<Changes[F]>[1]>> };

const state: Phrase<NonNullable<NonNullable<Changes['state']>[1]>> = ([from, to], changes, entry, book) => {
  // That an answer is not needed, or is, says it all.
  if (changes.settled) return null;
  switch (to) {
    // Why it ended tells that it did.
    case 'closed':
      return changes.closure?.[1] ? null : m.event_closed();
    case 'discarded':
      return changes.closure?.[1] ? null : m.event_discarded();
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
    // Which vendor, and until when, tells where it is.
    case 'vendor':
      return changes.vendor?.[1] ? null : m.event_vendor();
    case 'planned':
      return changes.plannedFor?.[1] ? null : m.event_planned();
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
  // Why it was given tells to whom.
  if (to !== null && (why === 'preferred' || why === 'load')) return null;
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

/**
 * Named field by field, so that a new field without a sentence does not compile. The order is the order of telling; what
 * is rare has its sentence elsewhere.
 */
const phrases: Omit<Phrases, keyof RarePhrases> & { readonly [F in keyof RarePhrases]: 'rare' } = {
  operator,
  state,
  closure: 'rare',
  // It is part of the page's head.
  number: () => null,
  plannedFor: 'rare',
  priority: 'rare',
  urgency: ([from, to]) => {
    if (to === null) return m.event_urgency_dropped();
    return from === null
      ? m.event_urgency({ to: urgencyWord(to).toLocaleLowerCase() })
      : m.event_urgency_changed({
          from: urgencyWord(from).toLocaleLowerCase(),
          to: urgencyWord(to).toLocaleLowerCase(),
        });
  },
  team: 'rare',
  collaborators: 'rare',
  routing: 'rare',
  settled: 'rare',
  vendor: 'rare',
  duplicateOf: 'rare',
  followUpOf: 'rare',
  // What was filled in is shown with the ticket, not told.
  details: () => null,
  consulted: () => null,
  followUps: 'rare',
  duplicates: 'rare',
  splitOf: 'rare',
  splits: 'rare',
  related: 'rare',
  // Who takes part is told by what they do, or by what brought them.
  participants: () => null,
  expectedAt: 'rare',
  // A promise is shown with the ticket, not told.
  due: () => null,
  closesAt: () => null,
  warnedAt: 'rare',
  call: 'rare',
  callback: 'rare',
  rating: 'rare',
  hold: 'rare',
  holdReason: 'rare',
  stopped: 'rare',
  dueAlarm: 'rare',
  title: 'rare',
  requestType: 'rare',
  category: 'rare',
  subcategory: 'rare',
  requester: 'rare',
  company: 'rare',
};

/** Fields of an opening that say something beside the description itself. */
function toldAtOpening(entry: Entry): (keyof Changes)[] {
  const isForAnother = entry.changes.requester?.[1] !== entry.author.id;
  return ['followUpOf', 'splitOf', ...(isForAnother ? (['requester'] as const) : [])];
}

function rarePhrase(field: keyof Changes, book: EventBook): unknown {
  return book.rare()?.[field as keyof RarePhrases];
}

function phraseOf<F extends keyof Changes>(field: F, entry: Entry, book: EventBook): string | null {
  const pair = entry.changes[field];
  if (!pair) return null;
  const phrase = phrases[field] === 'rare' ? rarePhrase(field, book) : phrases[field];
  // The table pairs each field with the phrase of its own type; TypeScript cannot follow that pairing through a lookup.
  return (phrase as Phrase<unknown> | undefined)?.(pair, entry.changes, entry, book) ?? null;
}

const allFields = Object.keys(phrases).filter((field): field is keyof Changes =>
  Object.hasOwn(phrases, field),
);

const fieldsOf = (entry: Entry): readonly (keyof Changes)[] =>
  entry.kind === 'opened' ? toldAtOpening(entry) : allFields;

/** Whether an entry needs a sentence that few do. */
export function isRare(entry: Entry): boolean {
  return fieldsOf(entry).some((field) => phrases[field] === 'rare' && entry.changes[field] !== undefined);
}

/**
 * What an entry changed, as one sentence in the reader's language.
 * @returns null when the entry changed nothing that needs telling
 */
export function eventSentence(entry: Entry, book: EventBook): EventSentence | null {
  const told = fieldsOf(entry).flatMap((field) => phraseOf(field, entry, book) ?? []);
  if (told.length === 0) return null;
  const who = entry.author.id === null ? m.event_system() : book.person(entry.author.id);
  return { who, did: new Intl.ListFormat(getLocale(), { type: 'conjunction' }).format(told) };
}
