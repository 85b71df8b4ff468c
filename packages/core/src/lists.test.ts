import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { can } from './access.ts';
import { priorities, requestTypes, states, type Ticket } from './entities.ts';
import { compareTickets, conditionsOf, meets, positionIn, sortValue } from './listRules.ts';
import {
  isAscending,
  orderOf,
  reversed,
  type Sorting,
  sortings,
  type ViewName,
  viewNames,
  viewsFor,
} from './lists.ts';
import { type ListQuery, listQuery } from './requests.ts';
import { idOf, monday, principalOf, ticketOf } from './testing/people.ts';

const operator = principalOf('operator', { teams: ['administration', 'payroll'] });
const customer = principalOf('standard');
const viewers = [
  operator,
  customer,
  principalOf('collaborator'),
  principalOf('administrator'),
  principalOf('supervisor', { teams: [] }),
];

const tickets: fc.Arbitrary<Ticket> = fc
  .record({
    id: fc.nat({ max: 40 }).map(idOf),
    state: fc.constantFrom(...states),
    priority: fc.constantFrom(...priorities),
    operator: fc.constantFrom(null, operator.person, idOf(0xa9)),
    team: fc.constantFrom(null, 'administration', 'systems'),
    participants: fc.subarray([idOf(0xb0), operator.person, customer.person]),
    requestType: fc.constantFrom(...requestTypes),
    category: fc.constantFrom('accounting', 'payroll'),
    subcategory: fc.constantFrom('vat', 'slips'),
    requester: fc.constantFrom(idOf(0xb0), customer.person),
    number: fc.integer({ min: 1, max: 3 }),
    activityAt: fc.nat({ max: 5 }).map((at) => monday + at),
    dueAlarm: fc.constantFrom(null, 'warned' as const, 'breached' as const),
    callback: fc.constantFrom(null, { name: 'Marco', phone: '+390422000110', when: '', since: monday }),
    openedAt: fc.nat({ max: 5 }).map((at) => monday - at),
  })
  .map(ticketOf);

/** What a view shows, in its own words. */
function isIn(view: ViewName, ticket: Ticket, viewer: typeof operator): boolean {
  const isOpen = !['closed', 'discarded'].includes(ticket.state);
  const isStaff = viewer.side === 'staff';
  switch (view) {
    case 'open':
      return isOpen;
    case 'mine':
      return (
        isOpen && (isStaff ? ticket.operator === viewer.person : ticket.participants.includes(viewer.person))
      );
    case 'unassigned':
      return isOpen && ticket.operator === null;
    case 'team':
      return isOpen && ticket.team !== null && viewer.teams.includes(ticket.team);
    case 'waiting':
      return ticket.state === 'waiting_customer' || ticket.state === 'resolved';
    case 'overdue':
      return (
        isStaff &&
        ticket.dueAlarm === 'breached' &&
        isOpen &&
        !['authorization', 'waiting_customer', 'planned', 'resolved'].includes(ticket.state)
      );
    case 'callback':
      return isOpen && ticket.callback !== null;
    case 'authorize':
      return ticket.state === 'authorization';
    case 'closed':
      return !isOpen;
    case 'all':
    case 'archived':
      return true;
  }
}

const queryOf = (input: object): ListQuery => listQuery.parse(input);

describe('a view', () => {
  it.each(viewNames)('%s shows exactly what its name says, to everybody', (view) => {
    fc.assert(
      fc.property(tickets, fc.constantFrom(...viewers), (ticket, viewer) => {
        const conditions = conditionsOf(queryOf({ view }), viewer);
        const isIt = isIn(view, ticket, viewer);
        // What somebody has archived is there, and nowhere else.
        expect(meets(conditions, ticket, true)).toBe(isIt && view === 'archived');
        expect(meets(conditions, ticket, false)).toBe(isIt && view !== 'archived');
      }),
      { numRuns: 300 },
    );
  });

  it('is only ever narrowed by state, priority and category, never widened (INJ-07)', () => {
    fc.assert(
      fc.property(
        tickets,
        fc.constantFrom(...viewNames),
        fc.constantFrom(...viewers),
        fc.constantFrom(...states),
        fc.constantFrom(...priorities),
        (ticket, view, viewer, state, priority) => {
          const narrowed = meets(
            conditionsOf(queryOf({ view, state, priority, category: 'accounting' }), viewer),
            ticket,
            view === 'archived',
          );
          expect(narrowed).toBe(
            isIn(view, ticket, viewer) &&
              ticket.state === state &&
              ticket.priority === priority &&
              ticket.category === 'accounting',
          );
        },
      ),
      { numRuns: 2_000 },
    );
  });

  const narrowings: Readonly<
    Record<string, (ticket: Ticket, viewer: typeof operator) => readonly [object, boolean]>
  > = {
    number: ({ number }) => [{ number: 2 }, number === 2],
    requestType: ({ requestType }) => [{ requestType: 'anomaly' }, requestType === 'anomaly'],
    subcategory: ({ subcategory }) => [{ subcategory: 'vat' }, subcategory === 'vat'],
    requester: ({ requester }) => [{ requester: idOf(0xb0) }, requester === idOf(0xb0)],
    operator: (ticket) => [{ operator: idOf(0xa9) }, ticket.operator === idOf(0xa9)],
    show: ({ participants }, viewer) => [
      { show: 'own' },
      viewer.side === 'staff' || participants.includes(viewer.person),
    ],
    from: ({ openedAt }) => [{ from: monday - 2 }, openedAt >= monday - 2],
    to: ({ openedAt }) => [{ to: monday - 2 }, openedAt < monday - 2],
  };
  it.each(Object.keys(narrowings))('narrowed by %s shows of itself what the filter says', (name) => {
    fc.assert(
      fc.property(
        tickets,
        fc.constantFrom(...viewNames),
        fc.constantFrom(...viewers),
        (ticket, view, viewer) => {
          const [input, fits] = narrowings[name]?.(ticket, viewer) ?? [{}, false];
          const archived = view === 'archived';
          expect(meets(conditionsOf(queryOf({ view, ...input }), viewer), ticket, archived)).toBe(
            isIn(view, ticket, viewer) && fits,
          );
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('is offered to everybody who can read tickets, and "to authorise" only to those who may', () => {
    for (const viewer of viewers) {
      expect(viewsFor(viewer).length).toBeGreaterThan(2);
      expect(viewsFor(viewer).includes('authorize')).toBe(can(viewer, 'ticket.authorize'));
    }
  });
});

describe('the order of a list', () => {
  it.each(sortings)('by %s is total: newest or most pressing first or last, ties by id', (sort) => {
    fc.assert(
      fc.property(fc.uniqueArray(tickets, { selector: ({ id }) => id, maxLength: 12 }), (some) => {
        const sorted = [...some].sort((one, other) => compareTickets(sort, one, other));
        for (const [index, ticket] of sorted.entries()) {
          const next = sorted[index + 1];
          if (!next) continue;
          const [higher, lower] = isAscending(sort) ? [next, ticket] : [ticket, next];
          const isBefore =
            sortValue(sort, higher) > sortValue(sort, lower) ||
            (sortValue(sort, higher) === sortValue(sort, lower) && higher.id > lower.id);
          expect(isBefore).toBe(true);
        }
        expect([...some].reverse().sort((one, other) => compareTickets(sort, one, other))).toEqual(sorted);
      }),
      { numRuns: 300 },
    );
  });

  it.each(sortings)('by %s is turned round, and back again', (sort) => {
    fc.assert(
      fc.property(fc.uniqueArray(tickets, { selector: ({ id }) => id, maxLength: 12 }), (some) => {
        const by = (one: Sorting) => [...some].sort((a, b) => compareTickets(one, a, b)).map(({ id }) => id);
        expect(by(reversed(sort))).toEqual(by(sort).reverse());
        expect(orderOf(reversed(sort))).toBe(orderOf(sort));
        expect(reversed(reversed(sort))).toBe(sort);
      }),
      { numRuns: 100 },
    );
  });

  it('by priority puts every blocking ticket before every high one, whenever they were touched', () => {
    const old = ticketOf({ priority: 'blocking', activityAt: 946_684_800_000 });
    const fresh = ticketOf({ priority: 'high', activityAt: 7_258_118_400_000 });
    expect(compareTickets('priority', old, fresh)).toBeLessThan(0);
  });

  it.each(sortings)(
    'has a position by %s for every ticket, which the address accepts and gives back exactly',
    (sort) => {
      fc.assert(
        fc.property(
          tickets,
          fc.integer({ min: 946_684_800_000, max: 7_258_118_400_000 }),
          (ticket, activityAt) => {
            const position = positionIn(sort, { ...ticket, activityAt });
            expect(queryOf({ after: position }).after).toBe(position);
            expect(Number(position.split(':')[0])).toBe(sortValue(sort, { ...ticket, activityAt }));
          },
        ),
        { numRuns: 300 },
      );
    },
  );
});

describe('a query of a list', () => {
  it('has defaults for everything', () => {
    expect(queryOf({})).toEqual({ view: 'open', sort: 'activity', limit: 50 });
  });

  it.each([
    { view: 'offen' },
    { sort: '-password' },
    { sort: { $meta: 'x' } },
    { state: 'Chiuso' },
    { priority: 'HIGH' },
    { category: { $ne: 'x' } },
    { category: 'a b' },
    { subcategory: '__proto__' },
    { requestType: 'bug' },
    { requester: { $ne: null } },
    { requester: 'anna@nordest.example' },
    { operator: '' },
    { number: '1042' },
    { number: -1 },
    { from: '2026-01-01' },
    { to: -1 },
    { show: 'everything' },
    { after: '1:2' },
    { after: `1:${'a'.repeat(80)}` },
    { after: { $gt: '' } },
    { after: '-1:000000000000000000000001' },
    { limit: 0 },
    { limit: -1 },
    { limit: 51 },
    { limit: 1e9 },
    { limit: 1.5 },
    { limit: '5' },
    { limit: Number.NaN },
    { fields: '+passwordHash' },
    { $where: '1' },
    { skip: 5 },
  ])('refuses %j', (input) => {
    expect(listQuery.safeParse(input).success).toBe(false);
  });
});
