import type { Need } from '@sportello/core';
import { expect, it } from 'vitest';
import { moveFault, moveFieldOf } from './moveFaults.ts';
import { emptyMoveFields, type MoveChoice, type MoveFields } from './moves.ts';

const choice = (...needs: Need[]): MoveChoice => ({
  code: 'x',
  to: 'working',
  closure: null,
  needs,
  possibleAt: null,
  name: 'x',
});
const faultOf = (need: Need, message: string, fields: Partial<MoveFields>) =>
  moveFault(choice(need), message, { ...emptyMoveFields, ...fields });

it('asks for a choice first', () => {
  expect(moveFault(undefined, '', emptyMoveFields)).toMatchObject({ code: 'required', field: 'to' });
});

it.each([
  ['message', ' \n ', {}, 'message_required', 'message'],
  ['message', 'a'.repeat(10_001), {}, 'too_long', 'message'],
  ['reason', '', { reason: ' ' }, 'reason_required', 'reason'],
  ['vendor', '', {}, 'required', 'vendorName'],
  ['vendor', '', { vendorName: 'ACME' }, 'required', 'vendorReference'],
  ['vendor', '', { vendorReference: 'X-7' }, 'required', 'vendorName'],
  ['future_date', '', {}, 'required', 'day'],
  ['future_date', '', { day: 'domani' }, 'date_format', 'day'],
  ['duplicate_of', '', {}, 'required', 'duplicateOf'],
  ['duplicate_of', '', { duplicateOf: 'quello di ieri' }, 'malformed', 'duplicateOf'],
] as const)(
  'where %s is needed and %j %j is given, names what is wrong at its field',
  (need, message, fields, code, field) => {
    const fault = faultOf(need, message, fields);
    expect(fault?.code).toBe(code);
    expect(fault && moveFieldOf(fault)).toBe(field);
  },
);

it.each([
  ['message', 'Fatto.', {}],
  ['reason', '', { reason: 'Non è nostro' }],
  ['vendor', '', { vendorName: 'ACME', vendorReference: 'X-7' }],
  ['future_date', '', { day: '2026-12-03' }],
  ['duplicate_of', '', { duplicateOf: '#1040' }],
] as const)('lets a move go that has the %s it needs', (need, message, fields) => {
  expect(faultOf(need, message, fields)).toBeNull();
});

it('knows the fields of both commands, and that other refusals are about none', () => {
  expect(moveFieldOf({ code: 'empty', field: 'body' })).toBe('message');
  expect(moveFieldOf({ code: 'not_found', field: 'move.duplicateOf' })).toBe('duplicateOf');
  expect(moveFieldOf({ code: 'too_long', field: 'vendor.reference' })).toBe('vendorReference');
  expect(moveFieldOf({ code: 'date_past', field: 'plannedFor' })).toBe('day');
  expect(moveFieldOf({ code: 'held' })).toBeNull();
  expect(moveFieldOf({ code: 'bad_id', field: 'ticket' })).toBeNull();
});
