import type { Scenario } from '../scenario.ts';

/** A solution to which nobody objects closes on Easter Sunday: days of silence are days of the calendar. */
const silent: Scenario = {
  code: 'tustena_silent',
  preset: 'tustena',
  lines: [
    {
      at: '2026-04-02T09:00',
      by: 'customer',
      do: 'open',
      priority: 'blocking',
      expect: { refused: 'not_allowed_value' },
    },
    { at: '2026-04-02T09:01', by: 'customer', do: 'open', priority: 'high', expect: { state: 'new' } },
    {
      at: '2026-04-02T10:00',
      by: 'operator',
      do: 'write',
      expect: { state: 'accepted', operator: 'operator', due: null },
    },
    {
      at: '2026-04-02T12:00',
      by: 'operator',
      do: 'write',
      move: { to: 'resolved' },
      expect: { state: 'resolved', told: ['customer news'] },
    },
    {
      at: '2026-04-04T12:00',
      rule: 'closing_soon',
      expect: { state: 'resolved', told: ['customer closing', 'operator news'] },
    },
    { at: '2026-04-05T12:00', rule: 'auto_close', expect: { state: 'closed', closure: 'auto' } },
    {
      at: '2026-04-20T12:00',
      by: 'customer',
      do: 'write',
      expect: { state: 'accepted', operator: 'operator', reopenings: 1, told: ['operator news'] },
    },
  ],
  until: '2026-04-20T13:00',
};

/** Asked, answered, solved, agreed. */
const confirmed: Scenario = {
  code: 'tustena_confirmed',
  preset: 'tustena',
  lines: [
    { at: '2026-03-02T09:00', by: 'customer', do: 'open', expect: { state: 'new' } },
    { at: '2026-03-02T09:30', by: 'operator', do: 'take', expect: { state: 'accepted' } },
    {
      at: '2026-03-02T10:00',
      by: 'operator',
      do: 'write',
      move: { to: 'waiting_customer' },
      expect: { state: 'waiting_customer', due: null },
    },
    { at: '2026-03-02T15:00', by: 'customer', do: 'write', expect: { state: 'accepted' } },
    {
      at: '2026-03-02T16:00',
      by: 'operator',
      do: 'write',
      move: { to: 'resolved' },
      expect: { state: 'resolved' },
    },
    {
      at: '2026-03-02T16:30',
      by: 'operator',
      do: 'move',
      move: { to: 'closed' },
      expect: { refused: 'not_allowed_now' },
    },
    {
      at: '2026-03-02T17:00',
      by: 'customer',
      do: 'move',
      move: { to: 'closed' },
      expect: { state: 'closed', closure: 'confirmed', told: ['operator news'] },
    },
  ],
  until: '2026-03-12T12:00',
};

/** Somebody from outside sees and answers nothing but what they are called to, and the customer never hears of it. */
const collaborating: Scenario = {
  code: 'tustena_collaborating',
  preset: 'tustena',
  lines: [
    { at: '2026-03-02T09:00', by: 'customer', do: 'open', expect: { state: 'new' } },
    { at: '2026-03-02T09:10', by: 'collaborator', do: 'write', expect: { refused: 'not_found' } },
    { at: '2026-03-02T09:30', by: 'operator', do: 'take', expect: { state: 'accepted' } },
    {
      at: '2026-03-02T09:40',
      by: 'operator',
      do: 'call',
      to: 'collaborator',
      expect: { state: 'accepted', told: [] },
    },
    { at: '2026-03-02T09:50', by: 'collaborator', do: 'take', expect: { refused: 'forbidden' } },
    {
      at: '2026-03-02T10:00',
      by: 'collaborator',
      do: 'write',
      move: { to: 'resolved' },
      expect: { state: 'resolved', operator: 'operator', told: ['customer news'] },
    },
  ],
  until: '2026-03-02T18:00',
};

/** The rules of Tustena. */
export const tustenaScenarios: readonly Scenario[] = [silent, confirmed, collaborating];
