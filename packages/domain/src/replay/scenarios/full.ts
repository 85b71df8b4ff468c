import type { Scenario } from '../scenario.ts';

/** Everything that a ticket can go through, and what it costs the promise to wait for the customer. */
const everything: Scenario = {
  code: 'full_everything',
  preset: 'full',
  lines: [
    {
      at: '2026-06-01T09:00',
      by: 'customer',
      do: 'open',
      priority: 'blocking',
      requestType: 'anomaly',
      expect: { state: 'new', due: 'take_charge 2026-06-01T11:00' },
    },
    {
      at: '2026-06-01T10:00',
      by: 'operator',
      do: 'give',
      to: 'colleague',
      expect: { state: 'accepted', operator: 'colleague', told: ['customer news', 'colleague assigned'] },
    },
    {
      at: '2026-06-01T10:05',
      by: 'colleague',
      do: 'urgency',
      urgency: 'red',
      expect: { due: 'resolution 2026-06-03T10:05' },
    },
    {
      at: '2026-06-01T11:05',
      by: 'colleague',
      do: 'write',
      move: { to: 'waiting_customer' },
      expect: { state: 'waiting_customer', due: 'resolution paused' },
    },
    // 2 June is the day of the Republic. One of eight hours was used.
    {
      at: '2026-06-03T09:00',
      by: 'customer',
      do: 'write',
      expect: { state: 'accepted', due: 'resolution 2026-06-03T17:00', told: ['colleague news'] },
    },
    {
      at: '2026-06-03T10:00',
      by: 'colleague',
      do: 'move',
      move: { to: 'vendor', vendor: { name: 'Business 2026', reference: 'BX-1' } },
      expect: { state: 'vendor', due: 'resolution 2026-06-03T17:00' },
    },
    {
      at: '2026-06-03T11:00',
      by: 'customer',
      do: 'prioritise',
      priority: 'low',
      expect: { state: 'vendor' },
    },
    {
      at: '2026-06-03T11:01',
      by: 'customer',
      do: 'prioritise',
      priority: 'blocking',
      expect: { refused: 'blocking_only_at_birth' },
    },
    { at: '2026-06-03T15:00', rule: 'due_soon', expect: { told: ['colleague due'] } },
    { at: '2026-06-03T16:00', by: 'colleague', do: 'note', expect: { state: 'vendor', told: [] } },
    {
      at: '2026-06-03T16:30',
      by: 'colleague',
      do: 'write',
      move: { to: 'resolved' },
      expect: { state: 'resolved', due: null, told: ['customer news'] },
    },
    {
      at: '2026-06-05T16:30',
      rule: 'closing_soon',
      expect: { told: ['customer closing', 'colleague news'] },
    },
    { at: '2026-06-06T16:30', rule: 'auto_close', expect: { state: 'closed', closure: 'auto' } },
  ],
  until: '2026-06-15T12:00',
};

/** Nobody takes it: support is warned, then the broken promise is counted, and the customer hears of neither. */
const forgotten: Scenario = {
  code: 'full_forgotten',
  preset: 'full',
  lines: [
    {
      at: '2026-12-23T16:00',
      by: 'customer',
      do: 'open',
      expect: { state: 'new', due: 'take_charge 2026-12-24T16:00' },
    },
    {
      at: '2026-12-24T13:00',
      rule: 'due_soon',
      expect: { state: 'new', told: ['operator due', 'colleague due'] },
    },
    {
      at: '2026-12-24T16:00',
      rule: 'breach',
      expect: { state: 'new', told: ['operator due', 'colleague due'] },
    },
    {
      at: '2026-12-28T09:00',
      by: 'operator',
      do: 'write',
      expect: { state: 'accepted', due: null, told: ['customer news'] },
    },
  ],
  until: '2026-12-31T12:00',
};

/** The rules of the whole workflow. */
export const fullScenarios: readonly Scenario[] = [everything, forgotten];
