import type { Scenario } from '../scenario.ts';

/** A request that the company lets through; giving it to somebody puts it to work at once. */
const authorised: Scenario = {
  code: 'acut_authorised',
  preset: 'acut',
  lines: [
    {
      at: '2026-04-02T16:00',
      by: 'lowProfile',
      do: 'open',
      expect: {
        state: 'authorization',
        due: null,
        told: ['lowProfile confirmation', 'companyAdministrator authorization'],
      },
    },
    { at: '2026-04-02T16:10', by: 'operator', do: 'write', expect: { refused: 'not_found' } },
    {
      at: '2026-04-02T16:20',
      by: 'lowProfile',
      do: 'move',
      move: { to: 'new' },
      expect: { refused: 'not_allowed_now' },
    },
    // The clock starts now; Easter Monday is nobody's working day.
    {
      at: '2026-04-03T10:00',
      by: 'companyAdministrator',
      do: 'move',
      move: { to: 'new' },
      expect: {
        state: 'new',
        due: 'take_charge 2026-04-07T10:00',
        told: ['lowProfile news', 'operator opened', 'colleague opened'],
      },
    },
    {
      at: '2026-04-03T17:00',
      rule: 'due_soon',
      expect: { state: 'new', told: ['operator due', 'colleague due'] },
    },
    {
      at: '2026-04-07T09:00',
      by: 'operator',
      do: 'take',
      expect: {
        state: 'working',
        operator: 'operator',
        due: 'response 2026-04-07T18:00',
        told: ['lowProfile news'],
      },
    },
    // Red: one working day from now.
    {
      at: '2026-04-07T09:30',
      by: 'operator',
      do: 'urgency',
      urgency: 'red',
      expect: { due: 'resolution 2026-04-08T09:30', told: [] },
    },
    {
      at: '2026-04-07T11:00',
      by: 'operator',
      do: 'move',
      move: { to: 'closed' },
      expect: { refused: 'message_required' },
    },
    {
      at: '2026-04-07T15:00',
      by: 'operator',
      do: 'write',
      move: { to: 'closed' },
      expect: { state: 'closed', closure: 'solved', due: null, told: ['lowProfile news'] },
    },
  ],
  until: '2026-05-01T12:00',
};

/** A request that the company does not let through: support never hears of it. */
const refused: Scenario = {
  code: 'acut_refused',
  preset: 'acut',
  lines: [
    { at: '2026-04-02T16:00', by: 'lowProfile', do: 'open', expect: { state: 'authorization' } },
    {
      at: '2026-04-02T17:01',
      by: 'companyAdministrator',
      do: 'move',
      move: { to: 'discarded', reason: '…' },
      expect: { state: 'discarded', closure: 'authorization_refused', told: ['lowProfile news'] },
    },
    // Thirty days later only the number is left, and nothing brings it back.
    { at: '2026-05-02T17:01', rule: 'purge', expect: { told: [] } },
    {
      at: '2026-05-02T17:02',
      by: 'operator',
      do: 'move',
      move: { to: 'new' },
      expect: { refused: 'not_found' },
    },
  ],
  until: '2026-05-03T12:00',
};

/** A customer takes a request back, which is possible until support has written. */
const withdrawn: Scenario = {
  code: 'acut_withdrawn',
  preset: 'acut',
  lines: [
    {
      at: '2026-03-02T09:00',
      by: 'customer',
      do: 'open',
      expect: {
        state: 'new',
        due: 'take_charge 2026-03-02T18:00',
        told: ['customer confirmation', 'operator opened', 'colleague opened'],
      },
    },
    // Here nobody closes but support.
    {
      at: '2026-03-02T09:30',
      by: 'customer',
      do: 'write',
      move: { to: 'closed' },
      expect: { refused: 'not_allowed_now' },
    },
    {
      at: '2026-03-02T09:31',
      by: 'customer',
      do: 'prioritise',
      priority: 'high',
      expect: { refused: 'not_allowed_now' },
    },
    {
      at: '2026-03-02T10:00',
      by: 'customer',
      do: 'move',
      move: { to: 'discarded' },
      expect: {
        state: 'discarded',
        closure: 'withdrawn',
        due: null,
        told: ['operator news', 'colleague news'],
      },
    },
    {
      at: '2026-03-02T10:30',
      by: 'operator',
      do: 'move',
      move: { to: 'new' },
      expect: { state: 'new', told: ['customer news'] },
    },
    {
      at: '2026-03-02T11:00',
      by: 'operator',
      do: 'write',
      expect: { state: 'working', operator: 'operator' },
    },
    {
      at: '2026-03-02T11:30',
      by: 'customer',
      do: 'move',
      move: { to: 'discarded' },
      expect: { refused: 'not_allowed_now' },
    },
  ],
  until: '2026-03-02T12:00',
};

/** Fifteen times twenty-four hours, over the night in which the clock is put forward. */
const reopened: Scenario = {
  code: 'acut_reopened',
  preset: 'acut',
  lines: [
    { at: '2026-03-20T09:00', by: 'customer', do: 'open', expect: { state: 'new' } },
    { at: '2026-03-20T09:30', by: 'operator', do: 'take', expect: { state: 'working' } },
    {
      at: '2026-03-20T10:00',
      by: 'operator',
      do: 'write',
      move: { to: 'closed' },
      expect: { state: 'closed', closure: 'solved' },
    },
    {
      at: '2026-04-04T11:00',
      by: 'customer',
      do: 'write',
      expect: { state: 'working', operator: 'operator', reopenings: 1, told: ['operator news'] },
    },
    {
      at: '2026-04-04T12:00',
      by: 'operator',
      do: 'write',
      move: { to: 'closed' },
      expect: { state: 'closed', reopenings: 1 },
    },
    {
      at: '2026-04-19T12:01',
      by: 'customer',
      do: 'write',
      expect: { refused: 'reopen_expired', state: 'closed' },
    },
  ],
  until: '2026-04-20T12:00',
};

/** The rules of ACUT. */
export const acutScenarios: readonly Scenario[] = [authorised, refused, withdrawn, reopened];
