import { SAVED_VIEW_LIMIT } from '@sportello/core';
import type { PersonId } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { countSavedViews, keptList, savedViews } from '../queries/savedViews.ts';
import { openTestInstallation, type TestInstallation } from '../testing/index.ts';

let test: TestInstallation;
beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('views'));
});
afterAll(() => test.close());

const seenBy = async (by: PersonId) => savedViews(test.installation, await test.as(by));
const namesOf = async (by: PersonId) => (await seenBy(by)).map(({ name }) => name);

async function save(by: PersonId, name: string, query: object = {}, team: string | null = null) {
  const answer = await test.run(by, 'view.save', { name, team, query });
  if (!answer.ok) throw new Error(answer.code);
  return answer.data.view;
}

it('keeps filters and order under a name, for nobody else', async () => {
  const query = { view: 'closed', priority: 'high', sort: 'created-asc' } as const;
  await save('marco', 'Chiusi urgenti', query);
  expect(await seenBy('marco')).toMatchObject([
    { name: 'Chiusi urgenti', query, team: null, isTheirs: true },
  ]);
  expect(await seenBy('giulia')).toEqual([]);
  expect(await seenBy('anna')).toEqual([]);
});

it('is shared with a team by who looks after teams, and changed by nobody else', async () => {
  const view = await save('anna', 'Paghe alte', { view: 'open', priority: 'high' }, 'payroll');
  expect(await namesOf('nadia')).toEqual(['Paghe alte']);
  expect((await seenBy('nadia'))[0]?.isTheirs).toBe(false);
  expect(await namesOf('tommaso')).toEqual([]);
  expect(await namesOf('giulia')).toEqual([]);
  for (const by of ['nadia', 'giulia', 'tommaso'] as const) {
    const answers = [
      await test.run(by, 'view.change', { view, name: 'Mia', team: null }),
      await test.run(by, 'view.move', { view, by: 1 }),
      await test.run(by, 'view.remove', { view }),
    ];
    for (const answer of answers) expect(answer, by).toMatchObject({ ok: false, code: 'not_found' });
  }
  const refused = { ok: false, code: 'forbidden', field: 'team' };
  for (const by of ['nadia', 'giulia'] as const)
    expect(await test.run(by, 'view.save', { name: 'x', team: 'payroll', query: {} })).toMatchObject(refused);
  expect(await test.run('anna', 'view.save', { name: 'x', team: 'nowhere', query: {} })).toMatchObject(
    refused,
  );
  expect(await test.run('anna', 'view.remove', { view })).toMatchObject({ ok: true });
  expect(await namesOf('nadia')).toEqual([]);
});

it('is renamed, moved and removed', async () => {
  const [first, second, third] = [await save('luca', 'a'), await save('luca', 'b'), await save('luca', 'c')];
  await test.run('luca', 'view.move', { view: third, by: -1 });
  expect(await namesOf('luca')).toEqual(['a', 'c', 'b']);
  await test.run('luca', 'view.move', { view: first, by: -1 });
  await test.run('luca', 'view.move', { view: second, by: 1 });
  expect(await namesOf('luca')).toEqual(['a', 'c', 'b']);
  await test.run('luca', 'view.change', { view: third, name: 'Nuovo nome', team: null });
  await test.run('luca', 'view.remove', { view: first });
  expect(await namesOf('luca')).toEqual(['Nuovo nome', 'b']);
});

it('counts what its list shows, without what the person has archived', async () => {
  const view = await save('tommaso', 'Bassa', { view: 'open', priority: 'low' });
  const count = async () => {
    const context = await test.as('tommaso');
    return (await countSavedViews(test.installation, context, await seenBy('tommaso')))[view];
  };
  const before = (await count()) ?? 0;
  const [one] = [await test.openTicket('marco', { priority: 'low' }), await test.openTicket('marco')];
  expect(await count()).toBe(before + 1);
  await test.run('tommaso', 'ticket.archive', { ticket: one.ticket });
  expect(await count()).toBe(before);
});

it('is one of so many and no more, also for whoever names none', async () => {
  for (let made = 0; made < SAVED_VIEW_LIMIT; made += 1) await save('paolo', `vista ${made}`);
  const more = { name: 'una in più', team: null, query: {} };
  expect(await test.run('paolo', 'view.save', more)).toEqual({
    ok: false,
    code: 'too_many_views',
    limit: SAVED_VIEW_LIMIT,
  });
  expect(await test.run('paolo', 'view.save', { ...more, name: ' ' })).toMatchObject({
    ok: false,
    field: 'name',
  });
});

it('leaves out what this version does not know', async () => {
  const view = await save('rita', 'Vecchia', { view: 'open', priority: 'high' });
  const kept = { view: 'gone', sort: 'title', priority: 'high', after: '1:2', where: { $gt: '' } };
  await test.installation.database.savedViews.collection.updateOne(
    { _id: view as never },
    { $set: { query: kept } },
  );
  expect((await seenBy('rita'))[0]?.query).toEqual({
    view: 'open',
    sort: 'activity',
    priority: 'high',
    limit: 50,
  });
});

it('remembers what was looked at last, a person, company and page', async () => {
  const look = { view: 'closed', sort: 'priority', priority: 'low' } as const;
  await test.run('giulia', 'list.keep', { page: 'tickets', query: look });
  const kept = async (by: PersonId, page: 'tickets' | 'desk') =>
    keptList(test.installation, await test.as(by), page);
  expect(await kept('giulia', 'tickets')).toMatchObject(look);
  expect(await kept('giulia', 'desk')).toBeNull();
  expect(await kept('marco', 'tickets')).toBeNull();
  await test.run('giulia', 'list.keep', { page: 'tickets', query: { view: 'open' } });
  expect(await kept('giulia', 'tickets')).toEqual({ view: 'open', sort: 'activity', limit: 50 });
});
