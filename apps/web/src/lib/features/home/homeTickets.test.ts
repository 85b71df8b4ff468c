import type { Principal, State, Ticket, TicketRow } from '@sportello/core';
import { expect, test } from 'vitest';
import { partTickets } from './homeTickets.ts';

const me: Principal = { person: 'p', side: 'customer', role: 'standard', company: 'c', teams: [] };

function row(number: number, state: State, { unread = false, activityAt = number } = {}): TicketRow {
  const lastStaff = { seq: 2, pub: 2, at: 0, author: 'o', excerpt: '' };
  const ticket: Ticket = {
    id: String(number),
    number,
    company: 'c',
    seq: 2,
    pub: 2,
    title: '',
    excerpt: '',
    requester: 'p',
    requestType: 'assistance',
    category: 'x',
    subcategory: 'y',
    priority: 'normal',
    urgency: null,
    state,
    closure: null,
    plannedFor: null,
    operator: null,
    team: null,
    collaborators: [],
    vendor: null,
    routing: null,
    closesAt: null,
    settled: null,
    woken: null,
    lastNote: null,
    participants: ['p'],
    lastCustomer: null,
    lastStaff,
    followUpOf: null,
    duplicateOf: null,
    followUps: [],
    duplicates: [],
    splitOf: null,
    splits: [],
    related: [],
    expectedAt: null,
    openedAt: 0,
    activityAt,
    stateAt: 0,
    closedAt: null,
    reopenings: 0,
    due: null,
    warnedAt: null,
    hold: null,
    stopped: null,
    callback: null,
    rating: null,
    holdReason: null,
    dueAlarm: null,
    breaches: 0,
    attachmentCount: 0,
    publicAttachmentCount: 0,
    details: null,
    consulted: null,
  };
  return { ticket, unread: unread ? 1 : 0, read: { seq: unread ? 1 : 2, pub: unread ? 1 : 2 }, othersPub: 2 };
}

const numbers = (rows: readonly TicketRow[]) => rows.map(({ ticket }) => ticket.number);

test('what waits for me: something to read, a question, a solution to confirm', () => {
  const rows = [
    row(1, 'accepted'),
    row(2, 'accepted', { unread: true }),
    row(3, 'waiting_customer'),
    row(4, 'resolved'),
    row(5, 'new'),
  ];
  const { waiting, others } = partTickets(rows, [], me, 6);
  expect(numbers(waiting)).toEqual([4, 3, 2]);
  expect(numbers(others)).toEqual([5, 1]);
});

test('a closed ticket with something to read waits too, though it is in no list', () => {
  expect(numbers(partTickets([], [row(9, 'closed', { unread: true })], me, 6).waiting)).toEqual([9]);
});

test('a ticket that is in the list and in the inbox is there once', () => {
  const one = row(2, 'accepted', { unread: true });
  expect(numbers(partTickets([one], [one], me, 6).waiting)).toEqual([2]);
});

test('only so many of the others, the newest first', () => {
  expect(numbers(partTickets([row(1, 'new'), row(2, 'new'), row(3, 'new')], [], me, 2).others)).toEqual([
    3, 2,
  ]);
});
