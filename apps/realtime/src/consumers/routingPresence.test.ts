import { dayOf, defaultCalendar, momentAt, nextWorkingDay } from '@sportello/core/time';
import { routeTickets } from '@sportello/domain';
import { openTestInstallation, type TestInstallation } from '@sportello/domain/testing';
import { findTicket, noteSighted, type PersonId, SIGHTED_FOR } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestCluster } from '../testing/process.ts';

let test: TestInstallation;
beforeEach(async () => {
  test = await openTestInstallation(servers(), uniqueName('presence'));
  const day = dayOf(defaultCalendar, nextWorkingDay(defaultCalendar, Date.now()));
  test.clock.ahead = momentAt(defaultCalendar, `${day}T10:00`) - Date.now();
  for (const person of ['luca', 'nadia'] as const)
    await test.installation.database.people.updateOne(
      { _id: idOf(person) },
      { 'staff.teams': ['administration'] },
    );
});
afterEach(() => test.close());

const idOf = (person: PersonId): string => test.ids.people.get(person) ?? '';
const now = (): number => Date.now() + test.clock.ahead;
const today = (): string => dayOf(defaultCalendar, now());

async function distribute(distribution: 'load' | 'present'): Promise<void> {
  const stored = await test.installation.database.settings.findById('installation').lean();
  const answer = await test.run('anna', 'routing.change', {
    revision: stored?.revision ?? 0,
    preferred: 'off',
    distribution,
    resting: [idOf('anna')],
    absences: [],
  });
  expect(answer).toMatchObject({ ok: true });
  await expect
    .poll(async () => (await test.installation.settings()).routing?.distribution)
    .toBe(distribution);
}

const operatorOf = async (ticket: string) => (await findTicket(test.installation.database, ticket))?.operator;

describe('automatic distribution among those who are connected', () => {
  it('waits for somebody to be there, and passes over who has left', async () => {
    await distribute('present');
    const { ticket } = await test.openTicket('marco');
    const { database } = test.installation;
    await noteSighted(database, [idOf('nadia')], now() - SIGHTED_FOR - 1_000);
    expect(await routeTickets(test.installation)).toBe(0);
    await noteSighted(database, [idOf('luca')], now());
    expect(await routeTickets(test.installation)).toBe(1);
    expect(await operatorOf(ticket)).toBe(idOf('luca'));
    test.clock.ahead += SIGHTED_FOR + 1_000;
    await test.openTicket('marco');
    expect(await routeTickets(test.installation)).toBe(0);
  });

  it('knows of an operator as soon as a page of theirs is connected, and of no customer', async () => {
    const cluster = await openTestCluster(1);
    try {
      await cluster.client(0, 'marco');
      await cluster.client(0, 'luca');
      const { database } = cluster.world.installation;
      const sighted = () => database.sightings.find({}).lean();
      await expect
        .poll(async () => (await sighted()).map(({ _id }) => _id))
        .toEqual([cluster.world.ids.people.get('luca')]);
    } finally {
      await cluster.close();
    }
  });
});

describe('an operator who says that they are away', () => {
  it('is given nothing until they are back, and everybody else’s settings stay as they are', async () => {
    await distribute('load');
    const { revision } = await test.installation.settings();
    for (const person of ['luca', 'nadia'] as const)
      expect(
        await test.run(person, 'absence.change', { away: { from: today(), to: '2099-12-31' } }),
      ).toMatchObject({ ok: true });
    const { ticket } = await test.openTicket('marco');
    expect(await routeTickets(test.installation)).toBe(0);
    expect(await test.run('nadia', 'absence.change', { away: null })).toMatchObject({ ok: true });
    expect(await routeTickets(test.installation)).toBe(1);
    expect(await operatorOf(ticket)).toBe(idOf('nadia'));
    expect((await test.installation.settings()).revision).toBe(revision);
  });

  it('speaks for themself alone; outside collaborators and customers are given nothing anyway', async () => {
    for (const person of ['dario', 'giulia'] as const)
      expect(
        await test.run(person, 'absence.change', { away: { from: today(), to: today() } }),
      ).toMatchObject({ code: 'forbidden' });
    for (const away of [
      { from: '2026-08-12', to: '2026-08-10' },
      { from: '2026-02-30', to: '2026-03-01' },
    ])
      expect(await test.run('luca', 'absence.change', { away })).toMatchObject({ ok: false });
  });
});
