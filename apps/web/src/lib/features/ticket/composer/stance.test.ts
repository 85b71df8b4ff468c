import { fullPreset, type Principal, type Role, type Ticket } from '@sportello/core';
import { expect, it } from 'vitest';
import { stanceOf } from './stance.ts';

const now = Date.UTC(2026, 10, 22, 9);
const day = 24 * 3_600_000;
const company = 'd'.repeat(24);
const giulia = 'c'.repeat(24);

function stance(role: Role, more: Partial<Ticket>, held = false) {
  const isStaff = role === 'operator' || role === 'collaborator';
  const principal: Principal = {
    person: isStaff ? 'a'.repeat(24) : giulia,
    side: isStaff ? 'staff' : 'customer',
    role,
    company: isStaff ? null : company,
    teams: [],
  };
  const ticket: Ticket = {
    id: 'f'.repeat(24),
    number: 1,
    company,
    seq: 1,
    pub: 1,
    title: 't',
    excerpt: '',
    requester: giulia,
    requestType: 'assistance',
    category: 'c',
    subcategory: 's',
    priority: 'normal',
    urgency: null,
    state: 'accepted',
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
    openedAt: now - 30 * day,
    activityAt: now,
    stateAt: now,
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
    ...more,
  };
  return stanceOf(ticket, { principal, preset: fullPreset, now, held });
}

it('lets both sides write on an open ticket, and only support write notes', () => {
  expect(stance('standard', {})).toEqual({ mayReply: true, mayNote: false, notice: null });
  expect(stance('operator', {})).toEqual({ mayReply: true, mayNote: true, notice: null });
});

it('says until when a message reopens a closed ticket, and then offers no reply but still notes', () => {
  expect(stance('standard', { state: 'closed', closedAt: now - day })).toEqual({
    mayReply: true,
    mayNote: false,
    notice: { kind: 'reopens', until: now + 14 * day },
  });
  expect(stance('operator', { state: 'closed', closedAt: now - 16 * day })).toEqual({
    mayReply: false,
    mayNote: true,
    notice: { kind: 'expired' },
  });
});

it('takes messages on a held company without promising anything', () => {
  expect(stance('standard', { state: 'closed', closedAt: now - day }, true)).toEqual({
    mayReply: true,
    mayNote: false,
    notice: null,
  });
});

it('says why somebody cannot write', () => {
  expect(stance('readOnly', {})).toEqual({ mayReply: false, mayNote: false, notice: { kind: 'reading' } });
  expect(stance('standard', { state: 'discarded' }).notice).toEqual({ kind: 'discarded' });
});
