import type { Scenario } from '../scenario.ts';

/** Through the producer and back; support closes with the solution, and nobody else does. */
const forwarded: Scenario = {
  code: 'esseci_forwarded',
  preset: 'esseci',
  lines: [
    {
      at: '2026-04-30T16:00',
      by: 'customer',
      do: 'open',
      // 1 May is a holiday, a weekend follows.
      expect: { state: 'new', due: 'take_charge 2026-05-04T16:00' },
    },
    {
      at: '2026-04-30T16:30',
      by: 'customer',
      do: 'write',
      move: { to: 'closed' },
      expect: { refused: 'not_allowed_now' },
    },
    {
      at: '2026-04-30T17:00',
      by: 'operator',
      do: 'take',
      expect: { state: 'accepted', due: 'response 2026-05-04T17:00', told: ['customer news'] },
    },
    { at: '2026-04-30T17:05', by: 'operator', do: 'write', expect: { state: 'accepted', due: null } },
    {
      at: '2026-04-30T17:10',
      by: 'operator',
      do: 'move',
      move: { to: 'working' },
      expect: { state: 'working' },
    },
    {
      at: '2026-04-30T17:20',
      by: 'operator',
      do: 'move',
      move: { to: 'vendor' },
      expect: { refused: 'required' },
    },
    {
      at: '2026-04-30T17:21',
      by: 'operator',
      do: 'move',
      move: { to: 'vendor', vendor: { name: 'Business 2026', reference: 'BX-1' } },
      expect: { state: 'vendor', told: ['customer news'] },
    },
    {
      at: '2026-05-06T09:00',
      by: 'operator',
      do: 'move',
      move: { to: 'working' },
      expect: { state: 'working' },
    },
    {
      at: '2026-05-06T09:05',
      by: 'operator',
      do: 'move',
      move: { to: 'development' },
      expect: { state: 'development' },
    },
    {
      at: '2026-05-07T09:00',
      by: 'operator',
      do: 'move',
      move: { to: 'closed' },
      expect: { refused: 'message_required' },
    },
    {
      at: '2026-05-07T09:01',
      by: 'operator',
      do: 'write',
      move: { to: 'closed' },
      expect: { state: 'closed', closure: 'solved', told: ['customer news'] },
    },
  ],
  until: '2026-05-20T12:00',
};

/** Either side reopens with a message, up to the last moment of the fifteenth day. */
const reopened: Scenario = {
  code: 'esseci_reopened',
  preset: 'esseci',
  lines: [
    { at: '2026-05-04T09:00', by: 'customer', do: 'open', expect: { state: 'new' } },
    { at: '2026-05-04T09:30', by: 'operator', do: 'take', expect: { state: 'accepted' } },
    {
      at: '2026-05-04T10:00',
      by: 'operator',
      do: 'write',
      move: { to: 'closed' },
      expect: { state: 'closed' },
    },
    {
      at: '2026-05-05T09:00',
      by: 'operator',
      do: 'write',
      expect: { state: 'accepted', reopenings: 1, due: null, told: ['customer news'] },
    },
    {
      at: '2026-05-05T10:00',
      by: 'operator',
      do: 'write',
      move: { to: 'closed' },
      expect: { state: 'closed' },
    },
    {
      at: '2026-05-20T10:00',
      by: 'customer',
      do: 'write',
      expect: { state: 'accepted', reopenings: 2, due: 'response 2026-05-21T10:00', told: ['operator news'] },
    },
    {
      at: '2026-05-20T11:00',
      by: 'operator',
      do: 'write',
      move: { to: 'closed' },
      expect: { state: 'closed' },
    },
    { at: '2026-06-04T11:01', by: 'customer', do: 'write', expect: { refused: 'reopen_expired' } },
  ],
  until: '2026-06-05T12:00',
};

/** The rules of Esseci. */
export const esseciScenarios: readonly Scenario[] = [forwarded, reopened];
