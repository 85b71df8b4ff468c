import { describe, expect, it } from 'vitest';
import type * as z from 'zod/mini';
import { commandEnvelope, commandInputs, presenceInput, unfollowInput, watchInput } from './requests.ts';
import { queryEnvelope, queryInputs } from './requestsOfReading.ts';

/** Everything that a client may send, by what it is called there. */
const all: readonly (readonly [string, z.core.$ZodType])[] = [
  ...Object.entries(commandInputs),
  ...Object.entries(queryInputs),
  ['envelope of a command', commandEnvelope],
  ['envelope of a query', queryEnvelope],
  ['presence', presenceInput],
  ['watch', watchInput],
  ['unfollow', unfollowInput],
];

interface Part {
  readonly path: string;
  readonly def: z.core.$ZodTypeDef & Readonly<Record<string, unknown>>;
}

const isSchema = (value: unknown): value is z.core.$ZodType =>
  typeof value === 'object' && value !== null && '_zod' in value;

/** A schema and all that it is made of. */
function* partsOf(schema: z.core.$ZodType, path: string, seen = new Set<unknown>()): Generator<Part> {
  if (seen.has(schema)) return;
  seen.add(schema);
  const def = schema._zod.def as Part['def'];
  yield { path, def };
  for (const [name, value] of Object.entries(def)) {
    if (name === 'catchall' || name === 'checks') continue;
    if (isSchema(value)) yield* partsOf(value, path, seen);
    else if (Array.isArray(value))
      for (const one of value) if (isSchema(one)) yield* partsOf(one, path, seen);
    if (name !== 'shape' || typeof value !== 'object' || value === null) continue;
    for (const [field, one] of Object.entries(value))
      if (isSchema(one)) yield* partsOf(one, `${path}.${field}`, seen);
  }
}

const parts = all.flatMap(([name, schema]) => [...partsOf(schema, name)]);
/** Kinds of checks on a part, also those written beside it. */
const checksOf = ({ def }: Part): string[] =>
  Array.isArray(def['checks'])
    ? def['checks'].map((check: { _zod: { def: { check: string } } }) => check._zod.def.check)
    : [];

describe('whatever a client may send', () => {
  it('is refused with any field that is not named: no role, no company, no operator of an update (PPM-03, PPM-04)', () => {
    const objects = parts.filter(({ def }) => def.type === 'object');
    expect(objects.length).toBeGreaterThan(60);
    const open = objects.filter(({ def }) => {
      const { catchall } = def;
      return !isSchema(catchall) || catchall._zod.def.type !== 'never';
    });
    expect(open.map(({ path }) => path)).toEqual([]);
  });

  it('is not made into what it is not: a number of text, a truth of a word (PPM-06)', () => {
    expect(parts.filter(({ def }) => def['coerce'] === true).map(({ path }) => path)).toEqual([]);
  });

  it('has no list without an end (DOS-08, B.6)', () => {
    const endless = parts.filter(
      (part) =>
        part.def.type === 'array' &&
        !checksOf(part).some((check) => check === 'max_length' || check === 'length_equals'),
    );
    // Files say by themselves how many there may be, since that is the installation's to choose: see attachments.test.ts.
    const others = endless.filter(({ path }) => !path.endsWith('.attachments'));
    expect(others.map(({ path }) => path)).toEqual([]);
  });

  it('has no names of fields that a client makes up, but in drafts, where they are letters alone (PPM-01)', () => {
    const made = parts.filter(({ def }) => def.type === 'record' || def.type === 'map');
    expect(made.map(({ path }) => path)).toEqual(['draft.keep.fields', 'workflow.change.names']);
    const draft = { name: 'new-ticket', base: null, version: crypto.randomUUID(), files: [] };
    for (const field of ['__proto__', '$set', 'a.b', '']) {
      const fields: unknown = JSON.parse(`{"${field}":{"isAdmin":"yes"}}`);
      const parsed = commandInputs['draft.keep'].safeParse({ ...draft, fields });
      // One that no object can have is left out, all others are refused.
      expect(parsed.success ? parsed.data.fields : null, field).toEqual(field === '__proto__' ? {} : null);
      if (parsed.success) expect(Object.getPrototypeOf(parsed.data.fields)).not.toHaveProperty('isAdmin');
    }
  });

  it('is refused where a field is named like a prototype, and changes none (PPM-01)', () => {
    for (const [name, schema] of all) {
      const sent: unknown = JSON.parse(
        '{"constructor":{"prototype":{"isAdmin":true}},"__proto__":{"isAdmin":true}}',
      );
      const run = schema._zod.run({ value: sent, issues: [] }, { async: false });
      expect(run instanceof Promise ? ['async'] : run.issues.length > 0, name).toBe(true);
    }
    expect('isAdmin' in {}).toBe(false);
  });
});
