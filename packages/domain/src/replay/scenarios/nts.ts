import type { Scenario } from '../scenario.ts';

/** Answer, question, development, solution; the priority is the customer's, but nothing becomes blocking after birth. */
const worked: Scenario = {
  code: 'nts_worked',
  preset: 'nts',
  lines: [
    {
      at: '2026-03-02T09:00',
      by: 'customer',
      do: 'open',
      priority: 'normal',
      expect: {
        state: 'new',
        due: 'take_charge 2026-03-02T18:00',
        told: ['customer confirmation', 'operator opened', 'colleague opened'],
      },
    },
    {
      at: '2026-03-02T09:10',
      by: 'customer',
      do: 'prioritise',
      priority: 'high',
      expect: { state: 'new', due: 'take_charge 2026-03-02T13:00', told: [] },
    },
    {
      at: '2026-03-02T09:11',
      by: 'customer',
      do: 'prioritise',
      priority: 'blocking',
      expect: { refused: 'blocking_only_at_birth' },
    },
    {
      at: '2026-03-02T10:00',
      by: 'operator',
      do: 'write',
      expect: { state: 'accepted', operator: 'operator', due: null, told: ['customer news'] },
    },
    {
      at: '2026-03-02T10:05',
      by: 'colleague',
      do: 'take',
      expect: { refused: 'already_taken' },
    },
    {
      at: '2026-03-02T10:30',
      by: 'operator',
      do: 'move',
      move: { to: 'waiting_customer' },
      expect: { refused: 'message_required' },
    },
    {
      at: '2026-03-02T10:31',
      by: 'operator',
      do: 'write',
      move: { to: 'waiting_customer' },
      expect: { state: 'waiting_customer', due: null, told: ['customer news'] },
    },
    {
      at: '2026-03-03T09:00',
      by: 'customer',
      do: 'write',
      expect: { state: 'accepted', due: 'response 2026-03-03T13:00', told: ['operator news'] },
    },
    {
      at: '2026-03-03T10:00',
      by: 'operator',
      do: 'move',
      move: { to: 'development' },
      expect: { state: 'development', told: ['customer news'] },
    },
    // Whoever sends it to development still owes an answer.
    { at: '2026-03-03T12:00', rule: 'due_soon', expect: { told: ['operator due'] } },
    { at: '2026-03-03T13:00', rule: 'breach', expect: { told: ['operator due'] } },
    {
      at: '2026-03-04T10:00',
      by: 'operator',
      do: 'move',
      move: { to: 'working' },
      expect: { refused: 'not_allowed_now' },
    },
    {
      at: '2026-03-04T10:05',
      by: 'operator',
      do: 'write',
      move: { to: 'closed' },
      expect: { state: 'closed', closure: 'solved', due: null, told: ['customer news'] },
    },
    {
      at: '2026-03-04T10:10',
      by: 'customer',
      do: 'prioritise',
      priority: 'low',
      expect: { refused: 'not_allowed_now' },
    },
  ],
  until: '2026-03-10T12:00',
};

/** A customer closes, with a text and not before five minutes have passed; a thought after that reopens it for everybody. */
const closedByCustomer: Scenario = {
  code: 'nts_closed_by_customer',
  preset: 'nts',
  lines: [
    { at: '2026-03-02T09:00', by: 'customer', do: 'open', expect: { state: 'new' } },
    {
      at: '2026-03-02T09:04',
      by: 'customer',
      do: 'write',
      move: { to: 'closed' },
      expect: { refused: 'too_early', state: 'new' },
    },
    {
      at: '2026-03-02T09:05',
      by: 'customer',
      do: 'move',
      move: { to: 'closed' },
      expect: { refused: 'message_required' },
    },
    {
      at: '2026-03-02T09:05',
      by: 'customer',
      do: 'write',
      move: { to: 'closed' },
      expect: {
        state: 'closed',
        closure: 'closed_by_customer',
        due: null,
        told: ['operator news', 'colleague news'],
      },
    },
    {
      at: '2026-03-02T14:00',
      by: 'customer',
      do: 'write',
      expect: {
        state: 'new',
        operator: null,
        reopenings: 1,
        due: 'take_charge 2026-03-03T13:00',
        told: ['operator news', 'colleague news'],
      },
    },
  ],
  until: '2026-03-02T18:00',
};

/** The last moment in which a message reopens, over the night in which the clock is put back; after it a new ticket. */
const reopened: Scenario = {
  code: 'nts_reopened',
  preset: 'nts',
  lines: [
    { at: '2026-10-15T09:00', by: 'customer', do: 'open', expect: { state: 'new' } },
    { at: '2026-10-15T09:30', by: 'operator', do: 'take', expect: { state: 'accepted' } },
    {
      at: '2026-10-15T10:00',
      by: 'operator',
      do: 'write',
      move: { to: 'closed' },
      expect: { state: 'closed' },
    },
    {
      at: '2026-10-30T09:00',
      by: 'customer',
      do: 'write',
      expect: { state: 'accepted', operator: 'operator', reopenings: 1, due: 'response 2026-10-30T18:00' },
    },
    {
      at: '2026-10-30T10:00',
      by: 'operator',
      do: 'write',
      move: { to: 'closed' },
      expect: { state: 'closed' },
    },
    {
      at: '2026-11-14T10:01',
      by: 'operator',
      do: 'write',
      expect: { refused: 'reopen_expired' },
    },
    { at: '2026-11-14T10:02', by: 'customer', do: 'write', expect: { refused: 'reopen_expired' } },
  ],
  until: '2026-11-15T12:00',
};

/** The rules of NTS. */
export const ntsScenarios: readonly Scenario[] = [worked, closedByCustomer, reopened];
