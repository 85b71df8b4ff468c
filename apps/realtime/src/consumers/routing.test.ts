import { randomUUID } from 'node:crypto';
import type { CommandInput } from '@sportello/core';
import { dayOf, defaultCalendar, momentAt, nextWorkingDay } from '@sportello/core/time';
import { type Installation, routeTickets, run } from '@sportello/domain';
import { openTestInstallation, plainTicket, type TestInstallation } from '@sportello/domain/testing';
import { findTicket, fromEntryRecord, type PersonId } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startRouting } from './routing.ts';
import { keepRunning, quietLog, stopConsumers } from './testing/running.ts';

type Rules = Omit<CommandInput<'routing.change'>, 'revision'>;

let test: TestInstallation;
beforeEach(async () => {
  test = await openTestInstallation(servers(), uniqueName('routing'));
  standAt('10:00');
  // Three operators and a supervisor share a team.
  for (const person of ['luca', 'nadia', 'tommaso'] as const)
    await test.installation.database.people.updateOne(
      { _id: idOf(person) },
      { 'staff.teams': ['administration'], $inc: { revision: 1 } },
    );
  // The form asks for a technician.
  await test.installation.database.settings.updateOne({ _id: 'installation' }, { preset: 'full' });
});
afterEach(async () => {
  await stopConsumers();
  await test.close();
});

const idOf = (person: PersonId): string => test.ids.people.get(person) ?? '';
const now = (): number => Date.now() + test.clock.ahead;

/** Sets the clock to a time of the next day on which support works. */
function standAt(time: string): void {
  const day = dayOf(defaultCalendar, nextWorkingDay(defaultCalendar, now()));
  test.clock.ahead = momentAt(defaultCalendar, `${day}T${time}`) - Date.now();
}

/** Sets who gets a new ticket, in every process that is open. */
async function rule(rules: Partial<Rules>, ...others: readonly Installation[]): Promise<void> {
  const all = { preferred: 'off', distribution: 'off', resting: [], absences: [], ...rules } as const;
  const stored = await test.installation.database.settings.findById('installation').lean();
  const answer = await test.run('anna', 'routing.change', {
    ...all,
    revision: stored?.revision ?? 0,
  } as never);
  expect(answer).toMatchObject({ ok: true });
  for (const one of [test.installation, ...others])
    await expect.poll(async () => (await one.settings()).routing).toEqual(all);
}

const openFor = (technician: PersonId) => test.openTicket('marco', { technician: idOf(technician) });
const stored = (ticket: string) => findTicket(test.installation.database, ticket);
async function lastEntry(ticket: string) {
  const record = await test.installation.database.entries.findOne({ ticket }).sort({ seq: -1 }).lean();
  return record && fromEntryRecord(record);
}
async function shares(): Promise<number[]> {
  const tickets = await test.installation.database.tickets.find({}).lean();
  const people = (['luca', 'nadia', 'tommaso'] as const).map(idOf);
  return people.map((person) => tickets.filter(({ operator }) => operator === person).length);
}

describe('automatic distribution', () => {
  it('spreads a burst of fifty tickets, opened through two processes that both give out, evenly and each once', async () => {
    const other = await test.another();
    await rule({ distribution: 'load', resting: [idOf('anna')] }, other);
    for (const one of [test.installation, other]) keepRunning(one, startRouting(one, quietLog));
    const marco = await test.as('marco');
    const opened = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        run(index % 2 ? other : test.installation, marco, 'ticket.open', plainTicket, randomUUID()),
      ),
    );
    expect(opened.every(({ ok }) => ok)).toBe(true);
    const { tickets, entries } = test.installation.database;
    await expect.poll(() => tickets.countDocuments({ operator: null }), { timeout: 15_000 }).toBe(0);
    expect((await shares()).sort()).toEqual([16, 17, 17]);
    expect(await entries.countDocuments({ 'changes.routing.1.why': 'load' })).toBe(50);
    expect(await tickets.countDocuments({ operator: idOf('anna') })).toBe(0);
  });

  it('looks at what each has to do already, and says why', async () => {
    for (let count = 0; count < 3; count += 1) {
      const { ticket } = await test.openTicket('marco');
      await test.run('luca', 'ticket.take', { ticket });
    }
    await rule({ distribution: 'load', resting: [idOf('anna')] });
    for (let count = 0; count < 4; count += 1) await test.openTicket('marco');
    const { ticket } = await test.openTicket('marco');
    expect(await routeTickets(test.installation)).toBe(5);
    expect((await shares())[0]).toBe(3);
    expect(await lastEntry(ticket)).toMatchObject({
      audience: 'all',
      author: { id: null, side: 'system' },
      changes: { routing: [null, { why: 'load' }] },
    });
    // Nobody has taken it in charge yet: the promise for that runs on.
    expect(await stored(ticket)).toMatchObject({ state: 'new', due: { clock: 'take_charge' } });
  });

  it('gives nothing to who is disabled, away or resting, and nothing outside working hours', async () => {
    const today = dayOf(defaultCalendar, now());
    await test.installation.database.people.updateOne({ _id: idOf('nadia') }, { active: false });
    await rule({
      distribution: 'load',
      resting: [idOf('anna')],
      absences: [{ person: idOf('tommaso'), from: today, to: today }],
    });
    for (let count = 0; count < 3; count += 1) await test.openTicket('marco');
    await routeTickets(test.installation);
    expect(await shares()).toEqual([3, 0, 0]);
    standAt('20:00');
    const { ticket } = await test.openTicket('marco');
    expect(await routeTickets(test.installation)).toBe(0);
    standAt('09:00');
    await routeTickets(test.installation);
    expect(await stored(ticket)).toMatchObject({ routing: { why: 'load' } });
  });

  it('gives neither what waits for authorisation nor what a held company opens nor what was put back', async () => {
    await rule({ distribution: 'load' });
    await test.openTicket('sara');
    await test.openTicket('ivo');
    const { ticket } = await test.openTicket('marco');
    expect(await routeTickets(test.installation)).toBe(1);
    await test.run('anna', 'ticket.assign', { ticket, operator: null });
    expect(await routeTickets(test.installation)).toBe(0);
  });
});

describe('the preferred technician', () => {
  it('gets the ticket, by night too, and the thread says why', async () => {
    standAt('20:00');
    await rule({ preferred: 'assign' });
    const { ticket } = await openFor('nadia');
    expect(await routeTickets(test.installation)).toBe(1);
    expect(await stored(ticket)).toMatchObject({ operator: idOf('nadia'), state: 'new' });
    expect((await lastEntry(ticket))?.changes.routing?.[1]).toEqual({
      why: 'preferred',
      operator: idOf('nadia'),
    });
    expect(await test.run('nadia', 'ticket.take', { ticket })).toMatchObject({ ok: true });
    expect(await stored(ticket)).toMatchObject({ state: 'accepted' });
  });

  it('is proposed to the team where that decides: the customer sees nothing of it', async () => {
    await rule({ preferred: 'propose', distribution: 'load' });
    const { ticket } = await openFor('nadia');
    await routeTickets(test.installation);
    expect(await stored(ticket)).toMatchObject({ operator: null, routing: { why: 'proposed' } });
    expect(await lastEntry(ticket)).toMatchObject({ audience: 'staff', pub: null });
    expect(await routeTickets(test.installation)).toBe(0);
  });

  it('who is away or works in another team does not get it: it goes the way of all others', async () => {
    const today = dayOf(defaultCalendar, now());
    const absences = [{ person: idOf('nadia'), from: today, to: today }];
    await rule({ preferred: 'assign', distribution: 'load', absences, resting: [idOf('anna')] });
    const asked = await openFor('nadia');
    const elsewhere = await test.openTicket('marco', {
      category: 'payroll',
      subcategory: 'payslips',
      technician: idOf('luca'),
    });
    await routeTickets(test.installation);
    expect(await stored(asked.ticket)).toMatchObject({ routing: { why: 'load' } });
    expect((await stored(elsewhere.ticket))?.operator).toBeNull();
  });
});

it('is changed by supervisors and administrators of the provider alone, and not over what another has changed', async () => {
  const change: CommandInput<'routing.change'> = {
    revision: 1,
    preferred: 'off',
    distribution: 'load',
    resting: [],
    absences: [],
  };
  for (const person of ['giulia', 'luca', 'dario'] as const)
    expect(await test.run(person, 'routing.change', change)).toMatchObject({ code: 'forbidden' });
  expect(await test.run('elena', 'routing.change', change)).toMatchObject({ ok: true });
  expect(await test.run('anna', 'routing.change', change)).toMatchObject({ code: 'stale' });
  const person = idOf('luca');
  for (const absences of [
    [{ person, from: '2026-08-12', to: '2026-08-10' }],
    [{ person, from: '2026-02-30', to: '2026-03-01' }],
    [{ person: idOf('giulia'), from: '2026-08-10', to: '2026-08-12' }],
  ])
    expect(await test.run('anna', 'routing.change', { ...change, revision: 2, absences })).toMatchObject({
      ok: false,
    });
});
