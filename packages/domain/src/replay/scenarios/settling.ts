import type { Scenario } from '../scenario.ts';

/** A "thank you" after the solution needs no answer: the ticket waits again to be confirmed, and closes by itself. */
const afterSolution: Scenario = {
  code: 'terasoft_thanks',
  preset: 'terasoft',
  lines: [
    { at: '2026-03-02T09:00', by: 'customer', do: 'open', expect: { state: 'new' } },
    {
      at: '2026-03-02T09:10',
      by: 'operator',
      do: 'settle',
      needed: false,
      expect: { refused: 'not_allowed_now' },
    },
    { at: '2026-03-02T09:30', by: 'operator', do: 'take', expect: { state: 'accepted' } },
    {
      at: '2026-03-02T10:00',
      by: 'operator',
      do: 'write',
      move: { to: 'resolved' },
      expect: { state: 'resolved', due: null },
    },
    {
      at: '2026-03-03T09:00',
      by: 'customer',
      do: 'write',
      expect: { state: 'accepted', due: 'response 2026-03-03T18:00', told: ['operator news'] },
    },
    { at: '2026-03-03T09:20', by: 'customer', do: 'settle', needed: false, expect: { refused: 'forbidden' } },
    {
      at: '2026-03-03T09:30',
      by: 'operator',
      do: 'settle',
      needed: false,
      expect: { state: 'resolved', due: null, told: [] },
    },
    { at: '2026-03-05T09:30', rule: 'closing_soon', expect: { state: 'resolved' } },
    { at: '2026-03-06T09:30', rule: 'auto_close', expect: { state: 'closed', closure: 'auto' } },
  ],
  until: '2026-03-10T12:00',
};

/** After the closing too: it counts as never reopened, and its days for reopening go on from the closing itself. */
const afterClosing: Scenario = {
  code: 'nts_thanks',
  preset: 'nts',
  lines: [
    { at: '2026-03-02T09:00', by: 'customer', do: 'open', expect: { state: 'new' } },
    { at: '2026-03-02T09:30', by: 'operator', do: 'take', expect: { state: 'accepted' } },
    {
      at: '2026-03-02T10:00',
      by: 'operator',
      do: 'write',
      move: { to: 'closed' },
      expect: { state: 'closed', closure: 'solved' },
    },
    {
      at: '2026-03-04T10:00',
      by: 'customer',
      do: 'write',
      expect: { state: 'accepted', reopenings: 1, due: 'response 2026-03-05T10:00' },
    },
    {
      at: '2026-03-04T10:10',
      by: 'operator',
      do: 'settle',
      needed: false,
      expect: { state: 'closed', closure: 'solved', reopenings: 0, due: null, told: [] },
    },
    {
      at: '2026-03-04T10:20',
      by: 'operator',
      do: 'settle',
      needed: true,
      expect: { state: 'accepted', reopenings: 1, due: 'response 2026-03-05T10:20' },
    },
    {
      at: '2026-03-04T10:30',
      by: 'operator',
      do: 'settle',
      needed: false,
      expect: { state: 'closed', reopenings: 0 },
    },
    { at: '2026-03-17T10:01', by: 'customer', do: 'write', expect: { refused: 'reopen_expired' } },
  ],
  until: '2026-03-20T12:00',
};

/** What needs no answer, in the portals where a customer's message moves the ticket. */
export const settlingScenarios: readonly Scenario[] = [afterSolution, afterClosing];
