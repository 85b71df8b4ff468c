import { fullPreset, type Principal, type State, type Ticket, type TicketRow } from '@sportello/core';
import { describe, expect, it } from 'vitest';
import { type BulkAct, bulkKindsFor, callOf } from './acts.ts';

const company = 'd'.repeat(24);
const staff: Principal = {
  person: 'a'.repeat(24),
  side: 'staff',
  role: 'operator',
  company: null,
  teams: [],
};
const customer: Principal = {
  person: 'b'.repeat(24),
  side: 'customer',
  role: 'standard',
  company,
  teams: [],
};

/** What of a row decides. */
function rowIn(state: State): TicketRow {
  const ticket: Partial<Ticket> = {
    id: 'f'.repeat(24),
    seq: 7,
    company,
    state,
    operator: staff.person,
    requestType: 'assistance',
    participants: [customer.person],
    collaborators: [],
    lastStaff: null,
    openedAt: 0,
    closedAt: null,
  };
  return { ticket: ticket as Ticket, unread: 1, read: { seq: 0, pub: 0 }, othersPub: 0 };
}
const call = (act: BulkAct, state: State, held = false) =>
  callOf(act, rowIn(state), { principal: staff, preset: fullPreset, now: 1e12, held });

describe('what is done with many tickets', () => {
  it('is what one may do with one, and no more', () => {
    expect(bulkKindsFor(customer, false)).toEqual(['archive', 'read']);
    expect(bulkKindsFor(customer, true)).toEqual(['unarchive', 'read']);
    expect(bulkKindsFor(staff, false)).toContain('assign');
    expect(bulkKindsFor({ ...staff, role: 'collaborator' }, false)).toEqual(['close', 'archive', 'read']);
  });

  it('closes as the workflow does: by being confirmed where customers confirm, directly elsewhere', () => {
    const act: BulkAct = { kind: 'close', body: 'Risolto con la 12.4.' };
    expect(call(act, 'accepted')).toMatchObject({
      name: 'ticket.reply',
      input: { move: { to: 'resolved' } },
    });
    const direct = {
      ...fullPreset,
      transitions: fullPreset.transitions.filter(({ to }) => to !== 'resolved'),
    };
    expect(
      callOf(act, rowIn('accepted'), { principal: staff, preset: direct, now: 1e12, held: false }),
    ).toMatchObject({ input: { move: { to: 'closed' } } });
  });

  it('is refused, with the reason, where the workflow knows no way', () => {
    expect(call({ kind: 'close', body: 'x' }, 'closed')).toMatchObject({ code: 'not_allowed_now' });
    expect(call({ kind: 'discard', reason: 'x' }, 'discarded')).toMatchObject({ code: 'not_allowed_now' });
    expect(call({ kind: 'close', body: 'x' }, 'accepted', true)).toMatchObject({ code: 'held' });
  });

  it('says what was seen, so that a change in between is noticed', () => {
    expect(call({ kind: 'discard', reason: 'Fuori contratto' }, 'accepted')).toMatchObject({
      name: 'ticket.move',
      input: { to: 'discarded', from: 'accepted', reason: 'Fuori contratto' },
    });
    expect(call({ kind: 'assign', operator: 'c'.repeat(24) }, 'accepted')).toMatchObject({
      input: { from: staff.person },
    });
    expect(call({ kind: 'read' }, 'accepted')).toMatchObject({ name: 'ticket.read', input: { seq: 7 } });
  });
});
