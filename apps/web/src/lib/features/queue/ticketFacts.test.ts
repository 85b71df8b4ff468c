import type { LastWritten, Principal, Ticket } from '@sportello/core';
import { describe, expect, it } from 'vitest';
import {
  sampleCustomer,
  sampleNow,
  sampleOperator,
  sampleRow,
  sampleTicket,
} from '../../live/testing/sampleRow.ts';
import { nextTicket } from './nextTicket.ts';
import { lastWords } from './rowFacts.ts';
import { briefCompany, countsFrom, pressesSince, waitWords } from './ticketFacts.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const now = sampleNow;
const id = (letter: string) => letter.repeat(24);
const luca: Principal = {
  person: sampleOperator,
  side: 'staff',
  role: 'operator',
  company: null,
  teams: ['administration'],
};
const giulia = sampleCustomer;

const written = (pub: number, at: number, author = giulia): LastWritten => ({
  seq: pub,
  pub,
  at,
  author,
  excerpt: `words ${pub}`,
});

const ticket = (number: number, fields: Partial<Ticket> = {}): Ticket =>
  sampleTicket(number, { lastCustomer: written(1, now - hour), ...fields });
const choose = (tickets: Ticket[], passed: number[] = [], held: string[] = []) =>
  nextTicket(
    tickets.map((one) => sampleRow(one.number, one)),
    luca,
    new Set(passed),
    ({ company }) => held.includes(company),
  );

describe('how long a ticket waits', () => {
  it('is told in days and hours', () => {
    const plain = (milliseconds: number) => waitWords(milliseconds, 'it').replaceAll('\u00a0', ' ');
    expect([12 * minute, 5 * hour, 3 * day, 3 * day + 4 * hour].map(plain)).toEqual([
      '12 min',
      '5 h',
      '3 gg',
      '3 gg 4 h',
    ]);
    expect(plain(-5)).toBe('0 min');
  });

  it('counts from opening, and from closing once it is closed', () => {
    expect(countsFrom(ticket(1))).toBe(now - day);
    expect(countsFrom(ticket(1, { state: 'closed', closedAt: now - hour }))).toBe(now - hour);
  });

  it('presses since the customer spoke, else since anything happened', () => {
    expect(pressesSince(ticket(1, { activityAt: now }))).toBe(now - hour);
    expect(
      pressesSince(ticket(1, { lastStaff: written(2, now - minute, luca.person), activityAt: now - minute })),
    ).toBe(now - minute);
  });
});

describe('the words of a row', () => {
  it('are the last ones written, whoever wrote them', () => {
    expect(lastWords(ticket(1))).toEqual({
      author: giulia,
      excerpt: 'words 1',
      at: now - hour,
      isNote: false,
    });
    const noted = ticket(1, {
      lastStaff: written(2, now, luca.person),
      lastNote: { ...written(2, now, luca.person), seq: 3 },
    });
    expect(lastWords(noted).isNote).toBe(true);
    expect(lastWords(ticket(1, { lastCustomer: null })).excerpt).toBe('description');
  });
});

describe('the next ticket', () => {
  it('is the most urgent one, then the own one that waits longest, then nobody’s', () => {
    const nobodys = ticket(1, { state: 'new', operator: null, openedAt: now - 3 * day });
    const own = ticket(2, { lastCustomer: written(3, now - 2 * hour) });
    const older = ticket(3, { lastCustomer: written(3, now - 5 * hour) });
    const red = ticket(4, { urgency: 'red', lastCustomer: written(3, now - minute) });
    expect(choose([nobodys, own, older, red])).toMatchObject({
      row: { ticket: { number: 4 } },
      reason: 'red',
    });
    expect(choose([nobodys, own, older])).toMatchObject({ row: { ticket: { number: 3 } }, reason: 'mine' });
    expect(choose([nobodys])).toMatchObject({ reason: 'unassigned', since: now - 3 * day });
  });

  it('passes over what is answered, done, another’s, another team’s or held', () => {
    const answered = ticket(1, { lastStaff: written(2, now) });
    const done = ticket(2, { state: 'closed' });
    const anothers = ticket(3, { operator: id('9') });
    const otherTeams = ticket(4, { state: 'new', operator: null, team: 'payroll' });
    const held = ticket(5, { company: id('d') });
    expect(choose([answered, done, anothers, otherTeams, held], [], [id('d')])).toBeNull();
  });

  it('is not the one being worked on while another waits', () => {
    expect(choose([ticket(1), ticket(2)], [1])?.row.ticket.number).toBe(2);
    expect(choose([ticket(1)], [1])?.row.ticket.number).toBe(1);
  });
});

describe('a company where room is short', () => {
  it('is named without its legal form', () => {
    const names = [
      'Rossi Impianti S.r.l.',
      'Bianchi Arredi S.p.A.',
      'Neri SRL',
      'Gallo S.n.c.',
      'Verdi s.r.l.s.',
      'Casa',
      'S.r.l.',
    ];
    expect(names.map(briefCompany)).toEqual([
      'Rossi Impianti',
      'Bianchi Arredi',
      'Neri',
      'Gallo',
      'Verdi',
      'Casa',
      'S.r.l.',
    ]);
  });
});
