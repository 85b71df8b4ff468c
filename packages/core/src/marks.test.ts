import { describe, expect, it } from 'vitest';
import { concerns, markOf, unreadFromStart } from './marks.ts';
import { idOf, monday, principalOf, ticketOf } from './testing/people.ts';
import { doneStates, openStates } from './workflow/table.ts';

const wrote = (pub: number) => ({ seq: pub, pub, at: monday, author: idOf(9), excerpt: '' });
const at = (pub: number) => ({ seq: pub, pub });

describe('the mark of a ticket', () => {
  const ticket = ticketOf({ pub: 4, lastCustomer: wrote(3), lastStaff: wrote(4) });

  it('is "in" while the other side wrote something I have not read', () => {
    expect(markOf(ticket, 'customer', at(3), 4)).toBe('in');
    expect(markOf(ticket, 'staff', at(2), 4)).toBe('in');
    expect(markOf(ticket, 'staff', unreadFromStart, 0)).toBe('in');
  });

  it('is "out" while the other side has not read what mine wrote last', () => {
    expect(markOf(ticket, 'customer', at(4), 2)).toBe('out');
    expect(markOf(ticket, 'staff', at(4), 3)).toBe('out');
  });

  it('is nothing when both have read', () => {
    expect(markOf(ticket, 'customer', at(4), 3)).toBeNull();
    expect(markOf(ticket, 'staff', at(3), 4)).toBeNull();
  });
});

describe('a ticket concerns', () => {
  const operator = principalOf('operator');
  const collaborator = principalOf('collaborator');
  const customer = principalOf('standard');

  it('customers who take part in it, and nobody else of the company', () => {
    expect(concerns(ticketOf({ participants: [customer.person] }), customer)).toBe(true);
    expect(concerns(ticketOf(), customer)).toBe(false);
    expect(concerns(ticketOf({ operator: customer.person }), customer)).toBe(false);
  });

  it('the operator who has it, whoever took part and whoever was called', () => {
    for (const ticket of [
      ticketOf({ operator: operator.person }),
      ticketOf({ participants: [operator.person], operator: idOf(7) }),
    ])
      expect(concerns(ticket, operator)).toBe(true);
    expect(
      concerns(ticketOf({ collaborators: [collaborator.person], operator: idOf(7) }), collaborator),
    ).toBe(true);
    expect(concerns(ticketOf({ operator: idOf(7) }), operator)).toBe(false);
  });

  it('a whole team while nobody has taken it and it is open', () => {
    for (const state of openStates) expect(concerns(ticketOf({ state }), operator)).toBe(true);
    for (const state of doneStates) expect(concerns(ticketOf({ state }), operator)).toBe(false);
    expect(concerns(ticketOf({ team: 'systems' }), operator)).toBe(false);
    expect(concerns(ticketOf({ team: null }), operator)).toBe(false);
    expect(concerns(ticketOf(), principalOf('collaborator'))).toBe(false);
  });
});
