import type { Scenario } from '../scenario.ts';

/** The company is blocked: what is written is kept, nothing moves, and afterwards everything is where it was. */
const held: Scenario = {
  code: 'terasoft_held',
  preset: 'terasoft',
  lines: [
    { at: '2026-03-09T09:00', by: 'customer', do: 'open', requestType: 'anomaly', expect: { state: 'new' } },
    { at: '2026-03-09T09:30', by: 'operator', do: 'take', expect: { state: 'accepted' } },
    {
      at: '2026-03-09T10:00',
      by: 'operator',
      do: 'write',
      move: { to: 'waiting_customer' },
      expect: { state: 'waiting_customer' },
    },
    { at: '2026-03-09T12:00', by: 'supervisor', do: 'hold', expect: { state: 'waiting_customer' } },
    {
      at: '2026-03-10T09:00',
      by: 'customer',
      do: 'write',
      expect: { state: 'waiting_customer', told: ['operator news'] },
    },
    {
      at: '2026-03-10T09:10',
      by: 'operator',
      do: 'write',
      move: { to: 'resolved' },
      expect: { refused: 'not_allowed_now' },
    },
    {
      at: '2026-03-10T09:11',
      by: 'customer',
      do: 'write',
      move: { to: 'closed' },
      expect: { refused: 'held' },
    },
    { at: '2026-03-12T09:00', by: 'supervisor', do: 'release', expect: { state: 'waiting_customer' } },
    { at: '2026-03-12T10:00', by: 'customer', do: 'write', expect: { state: 'accepted' } },
    {
      at: '2026-03-12T11:00',
      by: 'operator',
      do: 'write',
      move: { to: 'resolved' },
      expect: { state: 'resolved' },
    },
  ],
  until: '2026-03-13T12:00',
};

/** A hold of one ticket: its countdown stands still, and afterwards the warning comes first, and its whole time is given. */
const heldTicket: Scenario = {
  code: 'terasoft_held_ticket',
  preset: 'terasoft',
  lines: [
    { at: '2026-03-27T09:00', by: 'customer', do: 'open', requestType: 'anomaly', expect: { state: 'new' } },
    { at: '2026-03-27T09:30', by: 'operator', do: 'take', expect: { state: 'accepted' } },
    {
      at: '2026-03-27T10:00',
      by: 'operator',
      do: 'write',
      move: { to: 'resolved' },
      expect: { state: 'resolved' },
    },
    { at: '2026-03-27T12:00', by: 'operator', do: 'holdTicket', expect: { refused: 'forbidden' } },
    {
      at: '2026-03-27T12:00',
      by: 'supervisor',
      do: 'holdTicket',
      expect: { state: 'resolved', told: ['customer news'] },
    },
    {
      at: '2026-04-02T09:00',
      by: 'customer',
      do: 'write',
      move: { to: 'closed' },
      expect: { refused: 'held' },
    },
    { at: '2026-04-20T12:00', by: 'supervisor', do: 'releaseTicket', expect: { state: 'resolved' } },
    { at: '2026-04-22T10:00', rule: 'closing_soon', expect: { state: 'resolved' } },
    { at: '2026-04-23T10:00', rule: 'auto_close', expect: { state: 'closed', closure: 'auto' } },
  ],
  until: '2026-04-24T12:00',
};

/** Not to be considered: a duplicate or somebody else's matter, with a reason, and back again. */
const discarded: Scenario = {
  code: 'terasoft_discarded',
  preset: 'terasoft',
  lines: [
    { at: '2026-03-09T09:00', by: 'customer', do: 'open', requestType: 'anomaly', expect: { state: 'new' } },
    {
      at: '2026-03-09T09:30',
      by: 'operator',
      do: 'move',
      move: { to: 'discarded', duplicateOf: 1001 },
      expect: { refused: 'not_allowed_value' },
    },
    {
      at: '2026-03-09T09:31',
      by: 'operator',
      do: 'move',
      move: { to: 'discarded', duplicateOf: 990 },
      expect: { state: 'discarded', closure: 'duplicate', due: null, told: ['customer news'] },
    },
    { at: '2026-03-09T09:40', by: 'customer', do: 'write', expect: { refused: 'merged' } },
    {
      at: '2026-03-09T10:00',
      by: 'operator',
      do: 'move',
      move: { to: 'new' },
      expect: { state: 'new', operator: null, due: 'take_charge 2026-03-10T10:00' },
    },
  ],
  until: '2026-03-09T10:30',
};

/** The customer takes the request back. */
const withdrawn: Scenario = {
  code: 'terasoft_withdrawn',
  preset: 'terasoft',
  lines: [
    { at: '2026-03-09T09:00', by: 'customer', do: 'open', requestType: 'anomaly', expect: { state: 'new' } },
    { at: '2026-03-09T09:02', by: 'operator', do: 'take', expect: { state: 'accepted' } },
    {
      at: '2026-03-09T09:04',
      by: 'customer',
      do: 'write',
      move: { to: 'closed' },
      expect: { refused: 'too_early' },
    },
    {
      at: '2026-03-09T09:05',
      by: 'customer',
      do: 'write',
      move: { to: 'closed' },
      expect: { state: 'closed', closure: 'closed_by_customer', told: ['operator news'] },
    },
  ],
  until: '2026-04-01T12:00',
};

/** What Terasoft has beside the way to a solution: the block, what is not considered, what is withdrawn. */
export const terasoftEndings: readonly Scenario[] = [held, heldTicket, discarded, withdrawn];
