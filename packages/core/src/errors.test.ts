import { describe, expect, it } from 'vitest';
import type * as z from 'zod/mini';
import { errorStatus, isErrorCode, refusalOf } from './errors.ts';
import { commandEnvelope, commandInputs, listQuery } from './requests.ts';
import { queryInputs } from './requestsOfReading.ts';
import { idOf } from './testing/people.ts';

function refusal(schema: z.ZodMiniType, value: unknown) {
  const parsed = schema.safeParse(value);
  return parsed.success ? null : refusalOf(parsed.error);
}

const ticket = idOf(1);
const key = '00000000-0000-4000-8000-000000000001';
const reply = commandInputs['ticket.reply'];

describe('a refusal of what was sent', () => {
  it.each([
    ['a missing field', reply, { ticket }, { code: 'type', field: 'body' }],
    ['a field of another type', reply, { ticket, body: 3 }, { code: 'type', field: 'body' }],
    ['an empty text', reply, { ticket, body: ' ' }, { code: 'empty', field: 'body' }],
    [
      'a text that is too long',
      reply,
      { ticket, body: 'a'.repeat(10_001) },
      { code: 'too_long', field: 'body', limit: 10_000, got: 10_001 },
    ],
    [
      'an unknown field',
      reply,
      { ticket, body: 'x', role: 'supervisor' },
      { code: 'unknown_field', field: 'role' },
    ],
    [
      'an unknown field inside',
      reply,
      { ticket, body: 'x', move: { to: 'closed', by: 'S' } },
      { code: 'unknown_field', field: 'move.by' },
    ],
    [
      'a value that does not exist',
      reply,
      { ticket, body: 'x', move: { to: 'Chiuso' } },
      { code: 'not_allowed_value', field: 'move.to' },
    ],
    ['something else than an object', reply, [], { code: 'type' }],
    ['nothing at all', reply, undefined, { code: 'type' }],
    [
      'a key that is none',
      commandEnvelope,
      { name: 'ticket.reply', key: 'x', input: {} },
      { code: 'malformed', field: 'key' },
    ],
    [
      'an unknown command',
      commandEnvelope,
      { name: 'constructor', key, input: {} },
      { code: 'unknown_event', field: 'name' },
    ],
    ['a forged cursor', listQuery, { after: 'abc' }, { code: 'cursor_invalid', field: 'after' }],
    ['a page that is too large', listQuery, { limit: 1e6 }, { code: 'not_allowed_value', field: 'limit' }],
    ['a page that is no number', listQuery, { limit: '10' }, { code: 'type', field: 'limit' }],
    [
      'a list of an unknown view',
      listQuery,
      { view: '__proto__' },
      { code: 'not_allowed_value', field: 'view' },
    ],
    [
      'a moment out of reach',
      commandInputs['ticket.move'],
      { ticket, to: 'planned', plannedFor: 1 },
      { code: 'date_format', field: 'plannedFor' },
    ],
  ])('names %s by code and field', (_, schema, value, expected) => {
    expect(refusal(schema, value)).toEqual({ ok: false, ...expected });
  });

  it.each([
    '507f1f77bcf86cd79943901',
    '507f1f77bcf86cd7994390111',
    '507F1F77BCF86CD799439011',
    '[object Object]',
    'null',
    '',
    'Twelve chars',
    `${ticket}\n`,
    ' '.repeat(24),
  ])('says that %j is no id', (id) => {
    expect(refusal(commandInputs['ticket.take'], { ticket: id })).toEqual({
      ok: false,
      code: 'bad_id',
      field: 'ticket',
    });
  });

  it.each([
    [{ $ne: null }],
    [{ $oid: ticket }],
    [{ _bsontype: 'ObjectID', id: ticket }],
    [[ticket]],
    [null],
    [7],
  ])('says that %j is no id either', (id) => {
    expect(refusal(commandInputs['ticket.take'], { ticket: id })).toEqual({
      ok: false,
      code: 'type',
      field: 'ticket',
    });
  });

  it.each([
    [-1],
    [1.5],
    [2 ** 53],
    [Number.POSITIVE_INFINITY],
    [Number.NaN],
    ['1'],
    [true],
    [[1]],
    [{ $gt: 0 }],
  ])('says that %j is no position', (seq) => {
    expect(refusal(commandInputs['ticket.read'], { ticket, seq })?.field).toBe('seq');
  });

  it('never repeats a value that was sent, nor a name that was made to be repeated (LOG-03)', () => {
    const secret = 'segreto-42';
    const evil = `<b>${secret}</b>`;
    for (const schema of [...Object.values(commandInputs), ...Object.values(queryInputs)]) {
      for (const value of [
        secret,
        { ticket: secret },
        { [evil]: 1 },
        { ticket, [evil]: secret },
        { q: { $ne: secret } },
        [secret],
      ]) {
        expect(JSON.stringify(refusal(schema, value) ?? '')).not.toContain(secret);
      }
    }
  });

  it('is always one of the codes that have a status and a sentence', () => {
    for (const schema of [...Object.values(commandInputs), ...Object.values(queryInputs)]) {
      for (const value of [null, 0, '', [], {}, { ticket: 1 }, { x: 1 }, Object.create(null)]) {
        const found = refusal(schema, value);
        if (found) expect(isErrorCode(found.code)).toBe(true);
      }
    }
    expect(isErrorCode('toString')).toBe(false);
    expect(Object.values(errorStatus).every((status) => status >= 400 && status < 600)).toBe(true);
  });
});

describe('names that could reach an object’s prototype', () => {
  it.each([
    '{"ticket":"%","body":"x","__proto__":{"role":"supervisor"}}',
    '{"ticket":"%","body":"x","constructor":{"prototype":{"x":1}}}',
    '{"ticket":"%","body":"x","__proto__.x":1}',
  ])('are refused or without effect: %s', (json) => {
    const value: unknown = JSON.parse(json.replace('%', ticket));
    const parsed = reply.safeParse(value);
    if (parsed.success) expect(Object.keys(parsed.data)).toEqual(['ticket', 'body']);
    else expect(refusalOf(parsed.error).code).toBe('unknown_field');
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)['role']).toBeUndefined();
  });
});
