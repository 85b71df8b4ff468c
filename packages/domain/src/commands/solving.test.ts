import { randomUUID } from 'node:crypto';
import { type DeflectionRecord, deflectionId } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerFigures } from '../queries/articleFeedback.ts';
import { storeArticle } from '../testing/articles.ts';
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

describe('an answer that was not what was asked for', () => {
  const figures = async (slug: string) => {
    const [one] = (await answerFigures(test.installation, await test.as('luca'), [slug])) ?? [];
    return one;
  };

  it('is counted once for a person and draft, and told to who writes it', async () => {
    await storeArticle(test, 'un-altro-caso');
    const draft = randomUUID();
    for (const who of ['marco', 'marco', 'giulia'] as const)
      expect(await test.run(who, 'opening.dismiss', { draft, article: 'un-altro-caso' })).toEqual({
        ok: true,
        data: { counted: true },
      });
    await test.run('marco', 'opening.dismiss', { draft: randomUUID(), article: 'un-altro-caso' });
    expect(await figures('un-altro-caso')).toMatchObject({ dismissed: 3, solved: 0 });
  });

  it('is one that helped where that is said of it in the end', async () => {
    await storeArticle(test, 'ripensandoci');
    const draft = randomUUID();
    await test.run('marco', 'opening.dismiss', { draft, article: 'ripensandoci' });
    await test.run('marco', 'opening.solve', { draft, article: 'ripensandoci' });
    expect(await figures('ripensandoci')).toMatchObject({ dismissed: 0, solved: 1 });
  });

  it('may be a similar ticket, but none that one may not read', async () => {
    const draft = randomUUID();
    const [own, foreign] = [await test.openTicket('giulia'), await test.openTicket('paolo')];
    const dismiss = (input: object) => test.run('marco', 'opening.dismiss', { draft, ...input });
    expect(await dismiss({ ticket: own.number })).toEqual({ ok: true, data: { counted: true } });
    expect(await dismiss({ ticket: foreign.number })).toEqual({ ok: true, data: { counted: false } });
    expect(await dismiss({ article: 'non-esiste' })).toEqual({ ok: true, data: { counted: false } });
    expect(await dismiss({})).toMatchObject({ code: 'required' });
    expect(await test.run('rita', 'opening.dismiss', { draft, ticket: own.number })).toMatchObject({
      code: 'forbidden',
    });
  });
});
