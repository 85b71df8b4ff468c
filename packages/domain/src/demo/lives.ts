import type { Changes, DraftEntry, State } from '@sportello/core';
import {
  type Chance,
  type SettingsRecord,
  ticketDescription,
  ticketTitle,
  writtenMessage,
} from '@sportello/models';
import { idByChance, pick } from './chance.ts';
import type { Population } from './population.ts';

/** What invented tickets stand in. */
export interface Surroundings {
  readonly population: Population;
  readonly categories: SettingsRecord['categories'];
  /** Epoch milliseconds at which the last of them stands. */
  readonly now: number;
  readonly chance: Chance;
}

/** A moment of a log: who did what, when. */
export interface Happening {
  readonly at: number;
  readonly draft: DraftEntry;
}

/** Everything that happens to one invented ticket. */
export interface Life {
  readonly id: string;
  readonly requester: string;
  readonly happenings: Iterable<Happening>;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Days over which the tickets are spread. */
const SPAN = 3 * 365;

type Author = DraftEntry['author'];

function message(author: Author, body: string, changes?: Changes): DraftEntry {
  return {
    kind: 'message',
    audience: 'all',
    author,
    key: null,
    body,
    lang: 'it',
    ...(changes && { changes }),
  };
}

interface Cast {
  readonly customer: Author;
  readonly operator: Author;
}

function opening(around: Surroundings, number: number, company: string, customer: Author): DraftEntry {
  const { chance, categories } = around;
  const invented = ticketTitle(chance);
  const area = categories.find(({ code }) => code === invented.category) ?? pick(categories, chance);
  const topic =
    area.subcategories.find(({ code }) => code === invented.subcategory) ?? pick(area.subcategories, chance);
  const changes: Changes = {
    number: [null, number],
    company: [null, company],
    requester: [null, customer.id],
    title: [null, invented.title],
    requestType: [null, pick(['assistance', 'clarification', 'anomaly', 'request'] as const, chance)],
    category: [null, area.code],
    subcategory: [null, topic.code],
    priority: [null, pick(['low', 'normal', 'normal', 'normal', 'high', 'blocking'] as const, chance)],
    state: [null, 'new'],
    team: [null, topic.team],
  };
  return {
    kind: 'opened',
    audience: 'all',
    author: customer,
    key: null,
    body: ticketDescription(chance),
    lang: 'it',
    changes,
  };
}

/** What follows the opening: taken with the first answer, some back and forth, and an end where there is one. */
function* conversation(
  { chance }: Surroundings,
  { customer, operator }: Cast,
  isDone: boolean,
): Generator<DraftEntry> {
  if (!isDone && chance() < 0.2) return;
  const taken: Changes = { state: ['new', 'accepted'], operator: [null, operator.id] };
  yield message(operator, writtenMessage('supportReply', chance), taken);
  for (let rounds = Math.floor(chance() * 3); rounds > 0; rounds -= 1) {
    if (chance() < 0.2)
      yield {
        kind: 'note',
        audience: 'staff',
        author: operator,
        key: null,
        body: writtenMessage('note', chance),
        lang: 'it',
      };
    yield message(customer, writtenMessage('customerReply', chance));
    yield message(operator, writtenMessage('supportReply', chance));
  }
  if (isDone) yield* ending(chance, { customer, operator });
  else if (chance() < 0.3)
    yield message(operator, writtenMessage('supportReply', chance), {
      state: ['accepted', 'waiting_customer'],
    });
}

function* ending(chance: Chance, { customer, operator }: Cast): Generator<DraftEntry> {
  const closed = (closure: 'confirmed' | 'auto'): Changes => ({
    state: ['resolved', 'closed'],
    closure: [null, closure],
  });
  yield message(operator, writtenMessage('closing', chance), {
    state: ['accepted', 'resolved'] satisfies [State, State],
  });
  if (chance() < 0.6)
    yield { kind: 'change', audience: 'all', author: customer, key: null, changes: closed('confirmed') };
  else
    yield {
      kind: 'change',
      audience: 'all',
      author: { id: null, side: 'system' },
      key: null,
      changes: closed('auto'),
    };
}

function castOf({ population, chance }: Surroundings): { cast: Cast; company: string; requester: string } {
  const requester = pick(population.customers, chance);
  const cast: Cast = {
    customer: { id: requester.id, side: 'customer' },
    operator: { id: pick(population.operators, chance).id, side: 'staff' },
  };
  return { cast, company: requester.company ?? '', requester: requester.id };
}

/** Ids grow with time, as ids made by the database do: what was opened together lies together. */
function idAt(at: number, chance: Chance): string {
  return `${Math.floor(at / 1_000)
    .toString(16)
    .padStart(8, '0')}${idByChance(chance).slice(8)}`;
}

/**
 * Invents what happens to a ticket.
 * @param place where it stands among all, from 0 (the oldest) to 1 (the newest); about one in ten is still open
 */
export function inventLife(around: Surroundings, number: number, place: number): Life {
  const { chance, now } = around;
  const age = SPAN * DAY * (1 - place);
  const { cast, company, requester } = castOf(around);
  const isDone = chance() < (place > 0.95 ? 0.3 : 0.94);
  const drafts = [opening(around, number, company, cast.customer), ...conversation(around, cast, isDone)];
  const pace = Math.min(20 * HOUR, age / (drafts.length + 1));
  let at = Math.round(now - age);
  const id = idAt(at, chance);
  const happenings = drafts.map((draft, index) => {
    if (index > 0) at += Math.round(pace * (0.1 + 0.9 * chance()));
    return { at, draft };
  });
  return { id, requester, happenings };
}

/** Invents one ticket with a very long thread; its happenings come one by one. */
export function inventThread(around: Surroundings, number: number, entries: number): Life {
  const { chance, now } = around;
  const { cast, company, requester } = castOf(around);
  const begin = now - SPAN * DAY;
  const step = (now - begin) / (entries + 1);
  function* happenings(): Generator<Happening> {
    yield { at: Math.round(begin), draft: opening(around, number, company, cast.customer) };
    for (let nth = 1; nth < entries; nth += 1) {
      const isStaff = nth % 2 === 1;
      const body = writtenMessage(isStaff ? 'supportReply' : 'customerReply', chance);
      const changes: Changes | undefined =
        nth === 1 ? { state: ['new', 'accepted'], operator: [null, cast.operator.id] } : undefined;
      yield {
        at: Math.round(begin + step * nth),
        draft: message(isStaff ? cast.operator : cast.customer, body, changes),
      };
    }
  }
  return { id: idAt(begin, chance), requester, happenings: happenings() };
}
