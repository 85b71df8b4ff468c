import type { Ticket } from '@sportello/core';
import { entriesAfter, findTicket } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask } from './ask.ts';
import { openTestInstallation, type TestInstallation } from './testing/installation.ts';
import { moveTo } from './testing/world.ts';
import { runTimers } from './timing.ts';

const day = 24 * 3_600_000;
let test: TestInstallation;
beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('timing'));
});
afterAll(() => test.close());
beforeEach(() => {
  test.clock.ahead = 0;
});

const ticketNow = async (ticket: string): Promise<Ticket> => {
  const found = await findTicket(test.installation.database, ticket);
  if (!found) throw new Error('the ticket is gone');
  return found;
};
const eventsOf = async (ticket: string): Promise<string[]> =>
  (await runTimers(test.installation)).filter((one) => one.ticket === ticket).map(({ rule }) => rule);

async function resolved(): Promise<string> {
  const { ticket } = await test.openTicket('marco');
  await test.run('luca', 'ticket.take', { ticket });
  await test.run('luca', 'ticket.reply', { ticket, body: 'Risolto così', move: { to: 'resolved' } });
  return ticket;
}

describe('a resolved ticket', () => {
  it('is warned of, closes by itself, and both are told in the thread', async () => {
    const ticket = await resolved();
    expect(await eventsOf(ticket)).toEqual([]);
    test.clock.ahead = 2 * day + 1_000;
    expect(await eventsOf(ticket)).toEqual(['closing_soon']);
    expect(await eventsOf(ticket)).toEqual([]);
    test.clock.ahead = 3 * day + 1_000;
    expect(await eventsOf(ticket)).toEqual(['auto_close']);
    expect(await ticketNow(ticket)).toMatchObject({ state: 'closed', closure: 'auto' });
    const log = await entriesAfter(test.installation.database, ticket, 'customer', 0, 50);
    expect(log.slice(-2).map(({ author, changes }) => [author.side, Object.keys(changes)])).toEqual([
      ['system', ['warnedAt']],
      ['system', ['state', 'closure']],
    ]);
  });

  it('stays open when the customer writes, and is closed once by two processes at once', async () => {
    const [answered, silent] = [await resolved(), await resolved()];
    test.clock.ahead = 2 * day;
    await test.run('marco', 'ticket.reply', { ticket: answered, body: 'Non ancora' });
    test.clock.ahead = 4 * day;
    const other = await test.another();
    const atOnce = () =>
      Promise.all([runTimers(test.installation), runTimers(other), runTimers(test.installation)]);
    await atOnce();
    test.clock.ahead = 5 * day + 60_000;
    await atOnce();
    expect((await ticketNow(answered)).state).toBe('accepted');
    const log = await entriesAfter(test.installation.database, silent, 'staff', 0, 50);
    expect(log.filter(({ changes }) => changes.state?.[1] === 'closed')).toHaveLength(1);
    expect(log.filter(({ changes }) => changes.warnedAt)).toHaveLength(1);
  });

  it('stands still while its company is under hold', async () => {
    const ticket = await resolved();
    const { companies } = test.installation.database;
    const rossi = { _id: test.ids.companies.get('rossi') ?? '' };
    const isHeld = (want: boolean) =>
      expect
        .poll(async () => {
          await test.installation.people.ready();
          return test.installation.people.isHeld(rossi._id);
        })
        .toBe(want);
    const hold = { reason: 'Fatture', text: 'Sospeso', callWhom: 'Amministrazione' };
    await companies.updateOne(rossi, { hold });
    await isHeld(true);
    test.clock.ahead = 9 * day;
    expect(await eventsOf(ticket)).toEqual([]);
    await companies.updateOne(rossi, { hold: null });
    await isHeld(false);
    // The warning comes first, and then the whole day that it speaks of.
    expect(await eventsOf(ticket)).toEqual(['closing_soon']);
    test.clock.ahead = 10 * day - 60_000;
    expect(await eventsOf(ticket)).toEqual([]);
    test.clock.ahead = 10 * day + 60_000;
    expect(await eventsOf(ticket)).toEqual(['auto_close']);
  });
});

it('a plan that is reached puts the ticket back to work', async () => {
  const { ticket } = await test.openTicket('marco');
  await test.run('luca', 'ticket.take', { ticket });
  const plannedFor = Date.now() + 5 * day;
  await test.run('luca', 'ticket.move', { ticket, to: 'planned', plannedFor });
  test.clock.ahead = 4 * day;
  expect(await eventsOf(ticket)).toEqual([]);
  test.clock.ahead = 5 * day + 1_000;
  expect(await eventsOf(ticket)).toContain('plan_reached');
  expect(await ticketNow(ticket)).toMatchObject({ state: 'working', plannedFor: null });
});

describe('a promised time', () => {
  it('is in the entry that causes it, and its alarms stay out of the customer’s sight', async () => {
    const { ticket } = await test.openTicket('marco');
    const { due } = await ticketNow(ticket);
    expect(due).toMatchObject({ clock: 'take_charge', target: 8 * 3_600_000 });
    test.clock.ahead = (due?.warnAt ?? 0) - Date.now() + 1_000;
    expect(await eventsOf(ticket)).toEqual(['due_soon']);
    test.clock.ahead = (due?.at ?? 0) - Date.now() + 1_000;
    expect(await eventsOf(ticket)).toEqual(['breach']);
    expect(await ticketNow(ticket)).toMatchObject({ dueAlarm: 'breached', pub: 1, seq: 3 });
    const seen = await entriesAfter(test.installation.database, ticket, 'customer', 0, 50);
    expect(seen).toHaveLength(1);
    await test.run('luca', 'ticket.take', { ticket });
    expect(await ticketNow(ticket)).toMatchObject({
      dueAlarm: null,
      breaches: 1,
      due: { clock: 'response' },
    });
  });

  it('that is broken is counted once, however often it stands still and goes on, and shown in a view until it is kept', async () => {
    const { ticket } = await test.openTicket('marco');
    await test.run('luca', 'ticket.take', { ticket });
    await test.run('luca', 'ticket.urgency', { ticket, urgency: 'red' });
    test.clock.ahead = ((await ticketNow(ticket)).due?.at ?? 0) - Date.now() + 1_000;
    await runTimers(test.installation);
    expect(await ticketNow(ticket)).toMatchObject({ dueAlarm: 'breached', breaches: 1 });
    const overdue = async (person: 'luca' | 'marco') => {
      const answer = await ask(test.installation, await test.as(person), 'list', { view: 'overdue' });
      return answer.ok && answer.data.rows.map((row) => row.ticket.id);
    };
    expect(await overdue('luca')).toContain(ticket);
    // Customers read it in the ticket; of the provider's own count they see nothing.
    expect(await overdue('marco')).toEqual([]);
    await test.run('luca', 'ticket.reply', {
      ticket,
      body: 'Che versione?',
      move: { to: 'waiting_customer' },
    });
    expect(await overdue('luca')).not.toContain(ticket);
    await test.run('marco', 'ticket.reply', { ticket, body: 'La 2026' });
    expect(await runTimers(test.installation)).toEqual([]);
    expect(await ticketNow(ticket)).toMatchObject({ dueAlarm: 'breached', breaches: 1 });
    expect(await overdue('luca')).toContain(ticket);
    await test.run('luca', 'ticket.reply', { ticket, body: 'Risolto', move: { to: 'resolved' } });
    expect(await ticketNow(ticket)).toMatchObject({ dueAlarm: null, breaches: 1 });
    expect(await overdue('luca')).not.toContain(ticket);
  });
});

it('tickets in states that the chosen workflow lacks move to the nearest it has, and nobody can go back', async () => {
  const { ticket } = await test.openTicket('marco');
  await moveTo(test, ticket, 'vendor');
  const choose = async (preset: 'nts' | 'full'): Promise<void> => {
    await test.installation.database.settings.updateOne({ _id: 'installation' }, { preset });
    await expect.poll(async () => (await test.installation.workflow()).preset.code).toBe(preset);
  };
  await choose('nts');
  expect(await eventsOf(ticket)).toEqual(['left_behind']);
  expect((await ticketNow(ticket)).state).toBe('development');
  expect(await test.run('luca', 'ticket.move', { ticket, to: 'resolved' })).toMatchObject({
    ok: false,
    code: 'not_allowed_now',
  });
  await choose('full');
});
