import type { Scenario } from '../scenario.ts';
import { terasoftEndings } from './terasoftEndings.ts';

/** An anomaly goes through development and a plan until it is solved and the customer agrees; closed is closed. */
const anomaly: Scenario = {
  code: 'terasoft_anomaly',
  preset: 'terasoft',
  lines: [
    {
      at: '2026-05-28T16:00',
      by: 'customer',
      do: 'open',
      requestType: 'anomaly',
      expect: { state: 'new', due: 'take_charge 2026-05-29T16:00' },
    },
    {
      at: '2026-05-28T17:00',
      by: 'operator',
      do: 'take',
      expect: { state: 'accepted', operator: 'operator' },
    },
    {
      at: '2026-05-28T17:05',
      by: 'operator',
      do: 'move',
      move: { to: 'working' },
      expect: { state: 'working' },
    },
    { at: '2026-05-28T17:06', by: 'operator', do: 'write', expect: { state: 'working', due: null } },
    {
      at: '2026-05-29T09:00',
      by: 'operator',
      do: 'move',
      move: { to: 'development' },
      expect: { state: 'development', told: ['customer news'] },
    },
    {
      at: '2026-05-29T12:00',
      by: 'operator',
      do: 'move',
      move: { to: 'working' },
      expect: { state: 'working' },
    },
    {
      at: '2026-05-29T12:05',
      by: 'operator',
      do: 'move',
      move: { to: 'planned' },
      expect: { refused: 'required' },
    },
    {
      at: '2026-05-29T12:06',
      by: 'operator',
      do: 'move',
      move: { to: 'planned', plannedFor: '2026-05-28T09:00' },
      expect: { refused: 'date_past' },
    },
    {
      at: '2026-05-29T12:07',
      by: 'operator',
      do: 'move',
      move: { to: 'planned', plannedFor: '2026-06-03T09:00' },
      expect: { state: 'planned', told: ['customer news'] },
    },
    // The day has come.
    {
      at: '2026-06-03T09:00',
      rule: 'plan_reached',
      expect: { state: 'working', told: ['customer news', 'operator planReached'] },
    },
    {
      at: '2026-06-03T11:00',
      by: 'operator',
      do: 'move',
      move: { to: 'resolved' },
      expect: { refused: 'message_required' },
    },
    {
      at: '2026-06-03T11:01',
      by: 'operator',
      do: 'write',
      move: { to: 'resolved' },
      expect: { state: 'resolved', due: null, told: ['customer news'] },
    },
    {
      at: '2026-06-03T15:00',
      by: 'customer',
      do: 'move',
      move: { to: 'closed' },
      expect: { state: 'closed', closure: 'confirmed', told: ['operator news'] },
    },
    { at: '2026-06-03T15:05', by: 'customer', do: 'write', expect: { refused: 'reopen_expired' } },
  ],
  until: '2026-06-20T12:00',
};

/** A clarification is answered, not worked on; nobody objects, and it closes by itself in the night the clock changes. */
const clarification: Scenario = {
  code: 'terasoft_clarification',
  preset: 'terasoft',
  lines: [
    {
      at: '2026-03-27T15:00',
      by: 'customer',
      do: 'open',
      requestType: 'clarification',
      expect: { state: 'new' },
    },
    { at: '2026-03-27T15:30', by: 'operator', do: 'take', expect: { state: 'accepted' } },
    {
      at: '2026-03-27T15:31',
      by: 'operator',
      do: 'move',
      move: { to: 'working' },
      expect: { refused: 'not_allowed_now' },
    },
    {
      at: '2026-03-27T16:00',
      by: 'operator',
      do: 'write',
      move: { to: 'resolved' },
      expect: { state: 'resolved', due: null, told: ['customer news'] },
    },
    // Three times twenty-four hours; the wall clock has been put forward meanwhile.
    {
      at: '2026-03-29T17:00',
      rule: 'closing_soon',
      expect: { state: 'resolved', told: ['customer closing', 'operator news'] },
    },
    {
      at: '2026-03-30T17:00',
      rule: 'auto_close',
      expect: { state: 'closed', closure: 'auto', told: ['customer news', 'operator news'] },
    },
  ],
  until: '2026-04-10T12:00',
};

/** The customer is asked, answers, and later says that it is not solved: the countdown is over. */
const comment: Scenario = {
  code: 'terasoft_comment',
  preset: 'terasoft',
  lines: [
    {
      at: '2026-03-09T09:00',
      by: 'customer',
      do: 'open',
      requestType: 'request',
      priority: 'blocking',
      expect: { state: 'new', due: 'take_charge 2026-03-09T11:00' },
    },
    {
      at: '2026-03-09T09:10',
      by: 'customer',
      do: 'prioritise',
      priority: 'normal',
      expect: { refused: 'not_allowed_now' },
    },
    { at: '2026-03-09T09:30', by: 'operator', do: 'take', expect: { state: 'accepted' } },
    {
      at: '2026-03-09T10:00',
      by: 'operator',
      do: 'write',
      move: { to: 'waiting_customer' },
      expect: { state: 'waiting_customer', due: null },
    },
    {
      at: '2026-03-10T10:00',
      by: 'customer',
      do: 'write',
      expect: { state: 'accepted', due: 'response 2026-03-10T12:00', told: ['operator news'] },
    },
    {
      at: '2026-03-10T11:00',
      by: 'operator',
      do: 'write',
      move: { to: 'resolved' },
      expect: { state: 'resolved' },
    },
    { at: '2026-03-12T11:00', rule: 'closing_soon', expect: { state: 'resolved' } },
    {
      at: '2026-03-13T10:59',
      by: 'customer',
      do: 'write',
      expect: { state: 'accepted', due: 'response 2026-03-13T12:59', told: ['operator news'] },
    },
    { at: '2026-03-13T11:30', by: 'operator', do: 'write', expect: { state: 'accepted', due: null } },
  ],
  until: '2026-03-31T12:00',
};

/** The rules of Terasoft. */
export const terasoftScenarios: readonly Scenario[] = [anomaly, clarification, comment, ...terasoftEndings];
