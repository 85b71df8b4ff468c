import { randomUUID } from 'node:crypto';
import { type DeflectionRecord, deflectionId } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestInstallation, type TestInstallation } from '../testing/index.ts';

let test: TestInstallation;
beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('solving'));
});
afterAll(() => test.close());

const kept = (person: 'marco' | 'rita', draft: string) =>
  test.installation.database.deflections
    .findById(deflectionId(test.ids.people.get(person) ?? '', draft))
    .lean<DeflectionRecord>();

it('an answer that made a ticket unnecessary is counted once, with what was read', async () => {
  const draft = randomUUID();
  const read = await test.openTicket('giulia');
  const input = { draft, ticket: read.number, consulted: { articles: [], tickets: [read.number] } };
  expect(await test.run('marco', 'opening.solve', input)).toEqual({ ok: true, data: { counted: true } });
  const first = await kept('marco', draft);
  expect(first).toMatchObject({
    company: test.ids.companies.get('rossi'),
    person: test.ids.people.get('marco'),
    article: null,
    ticket: read.number,
    consulted: { articles: [], tickets: [{ number: read.number }] },
  });
  test.clock.ahead += 60_000;
  await test.run('marco', 'opening.solve', { draft });
  expect(await kept('marco', draft)).toEqual(first);
});

it('a ticket of another company is left out', async () => {
  const draft = randomUUID();
  const foreign = await test.openTicket('paolo');
  await test.run('marco', 'opening.solve', {
    draft,
    ticket: foreign.number,
    consulted: { articles: ['no-such-article'], tickets: [foreign.number] },
  });
  expect(await kept('marco', draft)).toMatchObject({ article: null, ticket: null, consulted: null });
});

it('whoever finds that it did not help after all takes it back', async () => {
  const draft = randomUUID();
  await test.run('marco', 'opening.solve', { draft });
  await test.run('marco', 'opening.unsolve', { draft });
  expect(await kept('marco', draft)).toBeNull();
});

it('whoever may not open tickets avoids none', async () => {
  const draft = randomUUID();
  for (const name of ['opening.solve', 'opening.unsolve'] as const)
    expect(await test.run('rita', name, { draft })).toMatchObject({ code: 'forbidden' });
  expect(await kept('rita', draft)).toBeNull();
});
