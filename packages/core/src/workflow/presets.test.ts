import { expect, it } from 'vitest';
import { states } from '../entities.ts';
import { monday, principalOf, ticketOf } from '../testing/people.ts';
import { decideMove, decideOnMessage, decidePriority } from './decide.ts';
import { presets, workflowFaults } from './presets.ts';
import { stateIn, stateInCharge } from './successors.ts';
import { presetCodes } from './table.ts';
import { fullPreset } from './transitions.ts';

const operator = principalOf('operator');
const customer = principalOf('standard');
const contextOf = (code: keyof typeof presets, principal = operator) => ({
  principal,
  preset: presets[code],
  now: monday,
  held: false,
});

it.each(presetCodes)('%s has a state for every ticket, wherever it was before', (code) => {
  for (const state of states) {
    const to = stateIn(presets[code], state);
    expect(presets[code].states).toContain(to);
    if (presets[code].states.includes(state)) expect(to).toBe(state);
  }
  expect(presets[code].states).toContain(stateInCharge(presets[code]));
});

it.each([
  ['full', 'accepted'],
  ['acut', 'working'],
  ['nts', 'accepted'],
] as const)('%s takes a new ticket in charge with the first answer, into %s', (code, state) => {
  expect(decideOnMessage(ticketOf(), 'Verifico', contextOf(code))).toMatchObject({
    ok: true,
    changes: { state: ['new', state], operator: [null, operator.person] },
  });
});

it('acut reopens into what it has, and without an operator into what waits to be assigned', () => {
  const closed = { state: 'closed', closedAt: monday, closure: 'solved' } as const;
  const write = (fields: object) =>
    decideOnMessage(ticketOf({ ...closed, ...fields }), 'Ancora', contextOf('acut', customer));
  expect(write({ operator: operator.person })).toMatchObject({ changes: { state: ['closed', 'working'] } });
  expect(write({})).toMatchObject({ changes: { state: ['closed', 'new'] } });
});

it('terasoft never reopens: a new ticket goes on', () => {
  const closed = ticketOf({ state: 'closed', closedAt: monday, closure: 'confirmed' });
  for (const principal of [operator, customer])
    expect(decideOnMessage(closed, 'Ancora', contextOf('terasoft', principal))).toMatchObject({
      ok: false,
      code: 'reopen_expired',
    });
});

it('terasoft answers a clarification and works only on anomalies and requests', () => {
  const move = (requestType: 'clarification' | 'anomaly' | 'request', to: 'working' | 'resolved') =>
    decideMove(ticketOf({ state: 'accepted', requestType }), to, { message: 'Ecco' }, contextOf('terasoft'))
      .ok;
  expect([move('clarification', 'working'), move('anomaly', 'working'), move('request', 'working')]).toEqual([
    false,
    true,
    true,
  ]);
  expect(move('clarification', 'resolved')).toBe(true);
});

it.each(presetCodes)('%s lets a customer change the priority where the specification says so', (code) => {
  const changed = decidePriority(ticketOf(), 'high', contextOf(code, customer));
  expect('code' in changed ? changed.code : 'granted').toBe(
    code === 'full' || code === 'nts' ? 'granted' : 'not_allowed_now',
  );
  expect(decidePriority(ticketOf(), 'high', contextOf(code))).toEqual({ priority: ['normal', 'high'] });
});

it('finds what is wrong with a workflow', () => {
  const without = (id: string) => ({
    ...fullPreset,
    transitions: fullPreset.transitions.filter((row) => row.id !== id),
  });
  expect(workflowFaults(fullPreset)).toEqual([]);
  expect(workflowFaults(without('t11'))).toEqual([{ kind: 'unreachable', state: 'planned' }]);
  expect(
    workflowFaults({
      states: ['new', 'accepted', 'vendor', 'closed'],
      transitions: fullPreset.transitions
        .filter(
          ({ id, from, to }) =>
            ['t5', 't17'].includes(id) || (id === 't10' && to === 'vendor' && from.length > 0),
        )
        .map((row) => ({ ...row, from: row.from.filter((state) => state !== 'vendor') })),
    }),
  ).toEqual([{ kind: 'dead_end', state: 'vendor' }]);
  expect(workflowFaults({ states: ['new'], transitions: [] })).toEqual([
    { kind: 'lacks', state: 'closed' },
    { kind: 'lacks', state: 'accepted' },
    { kind: 'dead_end', state: 'new' },
  ]);
});
