import {
  fullPreset,
  offeredMoves,
  type Principal,
  type Role,
  type State,
  states,
  type Ticket,
} from '@sportello/core';
import { expect, it } from 'vitest';
import { emptyMoveFields, moveChoices, moveInput, moveOfCode, movesWithMessage } from './moves.ts';

const now = Date.UTC(2026, 10, 22, 9);
const company = 'd'.repeat(24);
const giulia = 'c'.repeat(24);
const luca = 'a'.repeat(24);

function ticketIn(state: State, more: Partial<Ticket> = {}): Ticket {
  return {
    id: 'f'.repeat(24),
    number: 1042,
    company,
    seq: 3,
    pub: 3,
    title: 't',
    excerpt: 'e',
    requester: giulia,
    requestType: 'assistance',
    category: 'accounting',
    subcategory: 'vat',
    priority: 'normal',
    urgency: null,
    state,
    closure: null,
    plannedFor: null,
    operator: luca,
    team: 'systems',
    collaborators: [],
    vendor: null,
    routing: null,
    closesAt: null,
    settled: null,
    woken: null,
    lastNote: null,
    participants: [giulia],
    lastCustomer: null,
    lastStaff: null,
    followUpOf: null,
    duplicateOf: null,
    followUps: [],
    duplicates: [],
    splitOf: null,
    splits: [],
    related: [],
    expectedAt: null,
    openedAt: now - 3_600_000,
    activityAt: now,
    stateAt: now,
    closedAt: state === 'closed' ? now : null,
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
    ...more,
  };
}
const who = (role: Role): Principal => {
  const isStaff = role === 'operator' || role === 'supervisor';
  return {
    person: isStaff ? luca : giulia,
    side: isStaff ? 'staff' : 'customer',
    role,
    company: isStaff ? null : company,
    teams: [],
  };
};
const choicesOf = (ticket: Ticket, role: Role, held = false) =>
  moveChoices(ticket, { principal: who(role), preset: fullPreset, now, held });

it('names every move that the workflow offers, each by a code of its own', () => {
  for (const state of states)
    for (const role of ['operator', 'supervisor', 'administrator', 'standard', 'readOnly'] as const) {
      const choices = choicesOf(ticketIn(state), role);
      expect(new Set(choices.map(({ code }) => code)).size, `${state} ${role}`).toBe(choices.length);
      for (const { name, to } of choices) expect(name, `${state} → ${to}`).not.toBe(to);
    }
});

it('knows from a code alone where it leads and what it needs', () => {
  for (const state of states)
    for (const role of ['operator', 'supervisor', 'administrator', 'standard', 'readOnly'] as const)
      for (const { code, to, needs } of choicesOf(ticketIn(state), role))
        expect(moveOfCode(code, fullPreset), `${state} ${role} ${code}`).toMatchObject({ to, needs });
  expect(moveOfCode('constructor', fullPreset)).toBeUndefined();
});

it('leaves out what writing a message does by itself', () => {
  expect(choicesOf(ticketIn('resolved'), 'standard').map(({ code }) => code)).toEqual(['closed.confirmed']);
  expect(
    offeredMoves(ticketIn('closed'), { principal: who('operator'), preset: fullPreset, now, held: false }),
  ).toHaveLength(1);
  expect(choicesOf(ticketIn('closed'), 'operator')).toEqual([]);
});

it('offers with a reply exactly the moves that need a message', () => {
  expect(movesWithMessage(choicesOf(ticketIn('working'), 'operator')).map(({ code }) => code)).toEqual([
    'waiting_customer',
    'resolved',
    'closed.solved',
  ]);
  expect(movesWithMessage(choicesOf(ticketIn('accepted'), 'standard')).map(({ code }) => code)).toEqual([
    'closed.closed_by_customer',
  ]);
});

it('says from when a customer may close', () => {
  const [close] = movesWithMessage(choicesOf(ticketIn('accepted', { openedAt: now - 120_000 }), 'standard'));
  expect(close?.possibleAt).toBe(now + 180_000);
});

it('offers nothing on a ticket of a held company but to administration', () => {
  expect(choicesOf(ticketIn('working'), 'operator', true)).toEqual([]);
  expect(choicesOf(ticketIn('working'), 'supervisor', true)).not.toEqual([]);
});

it('hands over only what a move needs', () => {
  const fields = {
    reason: ' perché ',
    vendorName: 'ACME',
    vendorReference: 'X-7',
    day: '2026-12-03',
    duplicateOf: '#1040',
  };
  expect(moveInput({ to: 'vendor', needs: ['vendor'] }, fields)).toEqual({
    to: 'vendor',
    vendor: { name: 'ACME', reference: 'X-7' },
  });
  expect(moveInput({ to: 'planned', needs: ['future_date'] }, fields)).toEqual({
    to: 'planned',
    plannedFor: Date.UTC(2026, 11, 3, 8),
  });
  expect(moveInput({ to: 'discarded', needs: ['duplicate_of'] }, fields)).toEqual({
    to: 'discarded',
    duplicateOf: 1040,
  });
  expect(moveInput({ to: 'discarded', needs: ['reason'] }, fields)).toEqual({
    to: 'discarded',
    reason: 'perché',
  });
  expect(moveInput({ to: 'planned', needs: ['future_date'] }, emptyMoveFields)).toEqual({ to: 'planned' });
});
