import { describe, expect, it } from 'vitest';
import { priorities, type State, states } from '../entities.ts';
import { idOf, monday, principalOf, ticketOf } from '../testing/people.ts';
import { decideMove, decideOnMessage, decidePriority, offeredMoves, type WorkflowContext } from './decide.ts';
import { doneStates, openStates, stateIsDone } from './table.ts';
import { fullPreset } from './transitions.ts';

const operator = principalOf('operator');
const supervisor = principalOf('supervisor');
const customer = principalOf('standard');
const colleague = idOf(0xa2);

const context = (
  principal: WorkflowContext['principal'],
  overrides: Partial<WorkflowContext> = {},
): WorkflowContext => ({
  principal,
  preset: fullPreset,
  now: monday,
  held: false,
  ...overrides,
});
const changesOf = (decided: ReturnType<typeof decideOnMessage>) => (decided?.ok ? decided.changes : decided);

describe('a granted move', () => {
  it('gives a ticket that nobody has to whoever takes it in charge', () => {
    for (const to of ['accepted', 'working'] as const) {
      expect(changesOf(decideMove(ticketOf(), to, {}, context(operator)))).toEqual({
        state: ['new', to],
        operator: [null, operator.person],
      });
    }
  });

  it('leaves a ticket with the operator it has', () => {
    const ticket = ticketOf({ state: 'accepted', operator: colleague });
    expect(changesOf(decideMove(ticket, 'working', {}, context(operator)))).toEqual({
      state: ['accepted', 'working'],
    });
  });

  it('keeps the date of a plan while it is planned and forgets it afterwards', () => {
    const planned = ticketOf({ state: 'planned', operator: colleague, plannedFor: monday + 5 });
    const work = ticketOf({ state: 'working', operator: colleague });
    expect(changesOf(decideMove(work, 'planned', { plannedFor: monday + 5 }, context(operator)))).toEqual({
      state: ['working', 'planned'],
      plannedFor: [null, monday + 5],
    });
    expect(changesOf(decideMove(planned, 'working', {}, context(operator)))).toEqual({
      state: ['planned', 'working'],
      plannedFor: [monday + 5, null],
    });
  });

  it('records the producer, the original and the closure', () => {
    const ticket = ticketOf({ state: 'working', operator: colleague });
    const vendor = { name: 'Produttore', reference: 'X-1' };
    expect(changesOf(decideMove(ticket, 'vendor', { vendor }, context(operator)))).toEqual({
      state: ['working', 'vendor'],
      vendor: [null, vendor],
    });
    expect(changesOf(decideMove(ticket, 'discarded', { duplicateOf: 7 }, context(operator)))).toEqual({
      state: ['working', 'discarded'],
      closure: [null, 'duplicate'],
      duplicateOf: [null, 7],
    });
    expect(changesOf(decideMove(ticket, 'closed', { message: 'Risolto' }, context(operator)))).toEqual({
      state: ['working', 'closed'],
      closure: [null, 'solved'],
    });
  });

  it('takes the closure back when a ticket is open again', () => {
    const closed = ticketOf({ state: 'closed', closure: 'solved', closedAt: monday, operator: colleague });
    expect(changesOf(decideMove(closed, 'accepted', { message: 'Di nuovo' }, context(customer)))).toEqual({
      state: ['closed', 'accepted'],
      closure: ['solved', null],
    });
  });

  it('reopens a ticket without operator as new, so that somebody takes it', () => {
    const closed = ticketOf({ state: 'closed', closure: 'closed_by_customer', closedAt: monday });
    expect(
      changesOf(decideMove(closed, 'accepted', { message: 'Di nuovo' }, context(customer))),
    ).toMatchObject({ state: ['closed', 'new'] });
  });

  it('brings a discarded ticket back as new and without operator', () => {
    const discarded = ticketOf({
      state: 'discarded',
      closure: 'out_of_scope',
      closedAt: monday,
      operator: colleague,
    });
    expect(changesOf(decideMove(discarded, 'new', {}, context(operator)))).toEqual({
      state: ['discarded', 'new'],
      closure: ['out_of_scope', null],
      operator: [colleague, null],
    });
  });

  it('never makes a ticket the duplicate of itself', () => {
    const ticket = ticketOf({ state: 'working' });
    expect(decideMove(ticket, 'discarded', { duplicateOf: ticket.number }, context(operator))).toMatchObject({
      code: 'not_allowed_value',
      field: 'duplicateOf',
    });
  });

  it('says when closing becomes possible', () => {
    const ticket = ticketOf({ openedAt: monday - 60_000 });
    expect(decideMove(ticket, 'closed', { message: 'Fatto' }, context(customer))).toEqual({
      ok: false,
      code: 'too_early',
      limit: 5,
      possibleAt: monday + 4 * 60_000,
    });
  });

  it('opens nothing again in an installation that never reopens', () => {
    const closed = ticketOf({ state: 'closed', closedAt: monday });
    const preset = { ...fullPreset, rules: { ...fullPreset.rules, reopenDays: null } };
    expect(decideMove(closed, 'accepted', { message: 'x' }, context(customer, { preset }))).toEqual({
      ok: false,
      code: 'reopen_expired',
      limit: 0,
    });
  });
});

describe('a public message', () => {
  /** State after a message, `null` where nothing moves, or the refusal. */
  const byCustomer: Readonly<Record<State, State | null | string>> = {
    authorization: null,
    new: null,
    accepted: null,
    working: null,
    waiting_customer: 'accepted',
    development: null,
    vendor: null,
    planned: null,
    resolved: 'accepted',
    closed: 'accepted',
    discarded: 'not_allowed_now',
  };
  const byOperator: typeof byCustomer = {
    ...byCustomer,
    new: 'accepted',
    waiting_customer: null,
    resolved: null,
  };

  it.each([
    ['customer', customer, byCustomer],
    ['operator', operator, byOperator],
  ] as const)('of a %s moves the ticket as the table says and no further', (_, principal, table) => {
    for (const state of states) {
      const ticket = ticketOf({
        state,
        operator: state === 'new' ? null : colleague,
        closedAt: stateIsDone(state) ? monday : null,
      });
      const decided = decideOnMessage(ticket, 'Ecco', context(principal));
      const got = decided === null ? null : decided.ok ? decided.changes.state?.[1] : decided.code;
      expect(got, state).toBe(table[state]);
    }
  });

  it('of support takes a new ticket in charge', () => {
    expect(changesOf(decideOnMessage(ticketOf(), 'Verifico', context(operator)))).toEqual({
      state: ['new', 'accepted'],
      operator: [null, operator.person],
    });
  });

  it('too late to reopen is refused with the number of days, whoever writes it', () => {
    const closed = ticketOf({
      state: 'closed',
      closedAt: monday - 16 * 24 * 60 * 60_000,
      operator: colleague,
    });
    for (const principal of [customer, operator]) {
      expect(decideOnMessage(closed, 'Ancora', context(principal))).toEqual({
        ok: false,
        code: 'reopen_expired',
        limit: 15,
      });
    }
  });

  it('under an administrative hold is recorded and moves nothing', () => {
    for (const state of openStates)
      expect(decideOnMessage(ticketOf({ state }), 'Ecco', context(customer, { held: true }))).toBeNull();
  });
});

describe('under an administrative hold', () => {
  const held = { held: true };

  it('only supervisors move tickets', () => {
    const ticket = ticketOf({ state: 'working', operator: colleague });
    expect(decideMove(ticket, 'waiting_customer', { message: 'x' }, context(operator, held))).toMatchObject({
      code: 'held',
    });
    expect(decideMove(ticket, 'closed', { message: 'x' }, context(customer, held))).toMatchObject({
      code: 'held',
    });
    expect(decideMove(ticket, 'waiting_customer', { message: 'x' }, context(supervisor, held))).toMatchObject(
      { ok: true },
    );
  });

  it('nothing is offered to the others', () => {
    const ticket = ticketOf({ state: 'working', operator: colleague });
    expect(offeredMoves(ticket, context(operator, held))).toEqual([]);
    expect(offeredMoves(ticket, context(customer, held))).toEqual([]);
    expect(offeredMoves(ticket, context(supervisor, held)).length).toBeGreaterThan(0);
  });

  it('a move that does not exist is refused as such, not as held', () => {
    expect(decideMove(ticketOf({ state: 'new' }), 'resolved', {}, context(customer, held))).toMatchObject({
      code: 'not_allowed_now',
    });
  });
});

describe('a change of priority', () => {
  it('is free between the levels, except to blocking, which exists only from birth', () => {
    for (const from of priorities) {
      for (const to of priorities) {
        const decided = decidePriority(ticketOf({ priority: from }), to, context(customer));
        const expected =
          from === to
            ? { code: 'unchanged' }
            : to === 'blocking'
              ? { code: 'blocking_only_at_birth' }
              : { priority: [from, to] };
        expect(decided).toMatchObject(expected);
      }
    }
  });

  it('needs an open ticket, and for customers one that is not held', () => {
    for (const state of doneStates)
      expect(decidePriority(ticketOf({ state }), 'high', context(customer))).toMatchObject({
        code: 'not_allowed_now',
      });
    expect(decidePriority(ticketOf(), 'high', context(customer, { held: true }))).toMatchObject({
      code: 'held',
    });
    expect(decidePriority(ticketOf(), 'high', context(operator, { held: true }))).toMatchObject({
      priority: ['normal', 'high'],
    });
  });
});
