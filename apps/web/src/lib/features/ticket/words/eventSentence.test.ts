import { type Changes, changes as changesSchema, closures, type Entry, states } from '@sportello/core';
import { describe, expect, it } from 'vitest';
import { type EventBook, eventSentence } from './eventSentence.ts';
import { rarePhrases } from './rareEvents.ts';
import type { Topics } from './topics.ts';

const luca = 'a'.repeat(24);
const nadia = 'b'.repeat(24);
const giulia = 'c'.repeat(24);
const people: Readonly<Record<string, string>> = {
  [luca]: 'Luca Moretti',
  [nadia]: 'Nadia Russo',
  [giulia]: 'Giulia Ferri',
};
const topics: Topics = {
  categories: [{ code: 'payroll', name: 'Paghe', subcategories: [{ code: 'payslips', name: 'Cedolini' }] }],
  teams: [{ code: 'systems', name: 'Sistemi' }],
};
const now = Date.UTC(2026, 10, 22, 9);
const staffBook: EventBook = {
  person: (id) => people[id] ?? '—',
  company: () => 'Bianchi Arredi',
  topics,
  side: 'staff',
  names: {},
  now,
  rare: () => rarePhrases,
};
const customerBook: EventBook = { ...staffBook, side: 'customer' };

function entryOf(changes: Changes, by: string | null = luca, kind: Entry['kind'] = 'change'): Entry {
  const side = by === null ? 'system' : by === giulia ? 'customer' : 'staff';
  return {
    ticket: 'f'.repeat(24),
    seq: 2,
    pub: 2,
    audience: 'all',
    kind,
    author: { id: by, side },
    key: null,
    body: null,
    lang: null,
    attachments: [],
    changes,
    at: now,
  };
}

const said = (changes: Changes, by: string | null = luca, book = staffBook): string | null => {
  const sentence = eventSentence(entryOf(changes, by), book);
  return sentence && `${sentence.who} ${sentence.did}`;
};

describe('what an event says', () => {
  it('tells who took, gave, passed and put back a ticket', () => {
    expect(said({ operator: [null, luca], state: ['new', 'accepted'] })).toBe(
      'Luca Moretti ha preso in carico il ticket',
    );
    expect(said({ operator: [nadia, luca] })).toBe(
      'Luca Moretti ha preso in carico il ticket al posto di Nadia Russo',
    );
    expect(said({ operator: [luca, nadia], team: [null, 'systems'] })).toBe(
      'Luca Moretti ha passato il ticket a Nadia Russo e ha passato il ticket al reparto Sistemi',
    );
    expect(said({ operator: [null, nadia], state: ['new', 'accepted'] })).toBe(
      'Luca Moretti ha assegnato il ticket a Nadia Russo',
    );
    expect(said({ operator: [luca, null] })).toBe('Luca Moretti ha rimesso il ticket in coda');
    expect(said({ operator: [nadia, null] })).toBe(
      'Luca Moretti ha rimesso in coda il ticket di Nadia Russo',
    );
  });

  it('says why a ticket ended', () => {
    expect(said({ state: ['accepted', 'closed'], closure: [null, 'solved'] })).toBe(
      'Luca Moretti ha risolto e chiuso il ticket',
    );
    expect(said({ state: ['resolved', 'closed'], closure: [null, 'auto'] }, null)).toBe(
      'Sportello ha chiuso il ticket: nessuna risposta dopo la soluzione',
    );
    expect(
      said({ state: ['new', 'discarded'], closure: [null, 'duplicate'], duplicateOf: [null, 1042] }),
    ).toBe('Luca Moretti ha segnato il ticket come duplicato di #1042');
    expect(said({ state: ['new', 'discarded'], closure: [null, 'withdrawn'] }, giulia)).toBe(
      'Giulia Ferri ha ritirato la richiesta',
    );
  });

  it('tells the two sides apart where the words differ', () => {
    const waits: Changes = { state: ['working', 'waiting_customer'] };
    expect(said(waits)).toContain('dal cliente');
    expect(said(waits, luca, customerBook)).toContain('una tua risposta');
  });

  it('joins several changes of one entry in one sentence', () => {
    expect(said({ state: ['new', 'working'], operator: [null, luca], urgency: ['yellow', 'red'] })).toBe(
      'Luca Moretti ha preso in carico il ticket, ha iniziato la lavorazione e ha cambiato l’urgenza da gialla a rossa',
    );
  });

  it('names the day something is planned for, once', () => {
    const to = Date.UTC(2026, 11, 3, 8);
    expect(said({ state: ['working', 'planned'], plannedFor: [null, to] })).toBe(
      'Luca Moretti ha pianificato l’intervento per il 3 dicembre',
    );
    expect(said({ plannedFor: [now, to] })).toBe('Luca Moretti ha spostato la data prevista al 3 dicembre');
    expect(said({ state: ['planned', 'working'], plannedFor: [now, null] })).toBe(
      'Luca Moretti ha ripreso il ticket',
    );
  });

  it('keeps the producer and its reference for those who may see them', () => {
    const changes: Changes = {
      state: ['working', 'vendor'],
      vendor: [null, { name: 'ACME', reference: 'X-7' }],
    };
    expect(said(changes)).toBe('Luca Moretti ha inoltrato il ticket a ACME, rif. X-7');
    expect(said({ state: ['working', 'vendor'] }, luca, customerBook)).toBe(
      'Luca Moretti ha inoltrato il ticket al produttore',
    );
  });

  it('says at the opening only what the description does not', () => {
    const opening: Changes = {
      state: [null, 'new'],
      number: [null, 7],
      title: [null, 'x'],
      priority: [null, 'high'],
      requester: [null, giulia],
    };
    expect(eventSentence(entryOf(opening, giulia, 'opened'), staffBook)).toBeNull();
    expect(
      eventSentence(entryOf({ ...opening, followUpOf: [null, 3] }, giulia, 'opened'), staffBook)?.did,
    ).toBe('ha aperto il ticket come seguito di #3');
    expect(eventSentence(entryOf(opening, luca, 'opened'), staffBook)?.did).toBe(
      'ha indicato come riferimento Giulia Ferri',
    );
  });

  it('has words for every move of the state, on both sides', () => {
    for (const from of states)
      for (const to of states)
        for (const closure of [undefined, ...closures]) {
          if (from === to) continue;
          const changes: Changes = { state: [from, to], ...(closure && { closure: [null, closure] }) };
          for (const book of [staffBook, customerBook])
            expect(said(changes, luca, book), `${from} → ${to}`).not.toBeNull();
        }
  });

  it('has words for a change of every field', () => {
    const samples: { [F in keyof Changes]-?: NonNullable<Changes[F]> } = {
      state: ['accepted', 'working'],
      closure: [null, 'solved'],
      operator: [null, luca],
      priority: ['low', 'high'],
      urgency: [null, 'red'],
      plannedFor: [null, now],
      expectedAt: [null, now],
      followUps: [[], [8]],
      duplicates: [[], [9]],
      splitOf: [null, 4],
      splits: [[], [10]],
      related: [[11], []],
      participants: [[luca], [luca, giulia]],
      title: ['a', 'b'],
      requestType: ['assistance', 'anomaly'],
      category: ['x', 'payroll'],
      subcategory: ['x', 'payslips'],
      requester: [luca, giulia],
      company: ['d'.repeat(24), 'e'.repeat(24)],
      number: [null, 7],
      followUpOf: [null, 6],
      duplicateOf: [null, 5],
      team: [null, 'systems'],
      vendor: [null, { name: 'ACME', reference: 'X' }],
      settled: [null, { pub: 3, moved: null }],
      routing: [null, { why: 'proposed', operator: luca }],
      collaborators: [[], [nadia]],
      due: [null, { clock: 'response', target: 1, at: now, warnAt: null, left: null }],
      closesAt: [null, now],
      warnedAt: [null, now],
      call: [null, { direction: 'made', with: 'Marco', at: now, minutes: 3 }],
      rating: [null, { value: 4, words: '' }],
      callback: [null, { name: 'Marco', phone: '+39', when: '', since: now }],
      hold: [null, { since: now, text: '', callWhom: 'Elena' }],
      holdReason: [null, 'Fatture'],
      stopped: [null, { for: 1, until: now }],
      dueAlarm: ['warned', 'breached'],
      details: [null, { module: 'IVA' }],
      consulted: [null, { articles: [], tickets: [] }],
    };
    const silent = [
      'closure',
      'number',
      'due',
      'closesAt',
      'details',
      'consulted',
      'participants',
      'holdReason',
      'stopped',
    ];
    for (const field of Object.keys(changesSchema.shape)) {
      const sample = Object.fromEntries(Object.entries(samples).filter(([name]) => name === field));
      expect(Object.keys(sample), `a sample of ${field}`).toEqual([field]);
      if (!silent.includes(field)) expect(said(changesSchema.parse(sample)), field).not.toBeNull();
    }
  });
});
