import { can, listQuery, type Ticket, viewNames } from '@sportello/core';
import { findTicket } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../context.ts';
import { loadLarge } from '../demo/large.ts';
import { loadWorld, openTestInstallation, type TestInstallation, worldPeople } from '../testing/index.ts';
import { exportTickets } from './exporting.ts';
import { filterPeople } from './filterPeople.ts';

let test: TestInstallation;
let tickets: Ticket[] = [];

beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('exporting'));
  const world = await loadWorld(test);
  const found = await Promise.all(world.map(({ ticket }) => findTicket(test.installation.database, ticket)));
  tickets = found.filter((ticket) => ticket !== null);
});
afterAll(() => test.close());

/** Everything that is exported, in order. */
async function exported(ctx: Context, input: object): Promise<string[]> {
  const answer = exportTickets(test.installation, ctx, listQuery.parse(input));
  if (!answer.ok) throw new Error(answer.code);
  const ids: string[] = [];
  for await (const batch of answer.data) ids.push(...batch.tickets.map(({ id }) => id));
  return ids;
}

describe.each(worldPeople)('%s of %s', (person, company) => {
  it('exports exactly what may be read (EXP-02)', async () => {
    const ctx = await test.as(person, company);
    const ids = new Set<string>();
    for (const view of viewNames) for (const id of await exported(ctx, { view })) ids.add(id);
    const readable = tickets.filter((ticket) => can(ctx.principal, 'ticket.read', ticket));
    expect([...ids].sort()).toEqual(readable.map(({ id }) => id).sort());
  });

  it('is offered nobody but those who stand in what may be read', async () => {
    const ctx = await test.as(person, company);
    const answer = await filterPeople(test.installation, ctx);
    if (!answer.ok) throw new Error(answer.code);
    if (can(ctx.principal, 'ticket.assign')) return;
    const readable = tickets.filter((ticket) => can(ctx.principal, 'ticket.read', ticket));
    const offered = answer.data.requesters.flatMap(({ people }) => people.map(({ id }) => id));
    expect(offered.sort()).toEqual([...new Set(readable.map(({ requester }) => requester))].sort());
    const operators = new Set(readable.flatMap(({ operator }) => operator ?? []));
    expect(answer.data.operators.map(({ id }) => id).sort()).toEqual([...operators].sort());
  });
});

it('goes on beyond one batch, once for each ticket, and only once at a time (DOS-08)', async () => {
  const luca = await test.as('luca');
  await loadLarge(test.installation, { tickets: 1_200 });
  const ids = await exported(luca, { view: 'closed', sort: 'created', limit: 3 });
  expect(ids.length).toBeGreaterThan(500);
  expect(new Set(ids).size).toBe(ids.length);
  const first = exportTickets(test.installation, luca, listQuery.parse({ view: 'closed' }));
  if (!first.ok) throw new Error(first.code);
  await first.data.next();
  expect(exportTickets(test.installation, luca, listQuery.parse({}))).toMatchObject({
    ok: false,
    code: 'too_many_requests',
  });
  await first.data.return();
  expect(exportTickets(test.installation, luca, listQuery.parse({}))).toMatchObject({ ok: true });
});

describe('an export', () => {
  const whole = listQuery.parse({ view: 'closed' });
  const begin = (ctx: Context) => exportTickets(test.installation, ctx, whole);
  const taken = (ctx: Context) => {
    const answer = begin(ctx);
    if (!answer.ok) throw new Error(answer.code);
    return answer.data;
  };

  it('is one a person, also of those asked for at the same moment, and until it has ended, read or not (DOS-08)', async () => {
    const ctx = await test.as('nadia');
    const answers = Array.from({ length: 20 }, () => begin(ctx));
    expect(answers.filter(({ ok }) => ok).length).toBe(1);
    expect(answers[1]).toMatchObject({
      ok: false,
      code: 'too_many_requests',
      retryAfter: expect.any(Number),
    });
    await (answers[0]?.ok ? answers[0].data : taken(ctx)).return();
    await taken(ctx).return();
  });

  it('that nobody reads on gives way to another, and says no more (DOS-08)', async () => {
    const ctx = await test.as('tommaso');
    const first = taken(ctx);
    expect((await first.next()).done).toBe(false);
    test.clock.ahead += 61_000;
    const second = taken(ctx);
    expect((await first.next()).done).toBe(true);
    expect((await second.next()).done).toBe(false);
    expect(begin(ctx)).toMatchObject({ ok: false });
    await second.return();
  });

  it('ends where the right to it ends, and with the session (EXP-03)', async () => {
    const { database, identity } = test.installation;
    const { context, session } = await test.signIn('luca');
    const asLuca = taken(context);
    expect((await asLuca.next()).value?.tickets.length).toBe(500);
    await identity.endSession(session);
    expect((await asLuca.next()).done).toBe(true);

    const again = (await test.signIn('luca')).context;
    const asOperator = taken(again);
    expect((await asOperator.next()).value?.tickets.length).toBe(500);
    const _id = test.ids.people.get('luca') ?? '';
    await database.people.updateOne({ _id }, { 'staff.role': 'collaborator' });
    await expect
      .poll(async () => (await identity.contextOf(_id, null, null))?.principal.role)
      .toBe('collaborator');
    expect((await asOperator.next()).done).toBe(true);
    await database.people.updateOne({ _id }, { 'staff.role': 'operator' });
  });
});
