import type { Ticket } from '@sportello/core';
import { entriesAfter, findTicket } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../ask.ts';
import { openTestInstallation, plainTicket, type TestInstallation } from '../testing/installation.ts';
import { runTimers } from '../timing.ts';

const hour = 3_600_000;
const day = 24 * hour;
let test: TestInstallation;
let rossi = '';
beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('holding'));
  rossi = test.ids.companies.get('rossi') ?? '';
});
afterAll(() => test.close());
afterEach(async () => {
  await test.run('anna', 'company.release', { company: rossi, reason: 'Fine' });
  await runTimers(test.installation);
});

/** Lets time pass; it never goes back, as the holds of earlier tests stay counted. */
const pass = (time: number): void => {
  test.clock.ahead += time;
};
const reason = 'Fattura 318 scaduta';
const callWhom = 'Elena Ricci, 0422 000301';
const hold = () => test.run('anna', 'company.hold', { company: rossi, reason, callWhom });
const release = () => test.run('anna', 'company.release', { company: rossi, reason: 'Pagato' });
const ticketNow = async (ticket: string): Promise<Ticket> => {
  const found = await findTicket(test.installation.database, ticket);
  if (!found) throw new Error('the ticket is gone');
  return found;
};
const logOf = (ticket: string, side: 'customer' | 'staff') =>
  entriesAfter(test.installation.database, ticket, side, 0, 50);
const eventsOf = async (ticket: string): Promise<string[]> =>
  (await runTimers(test.installation)).filter((one) => one.ticket === ticket).map(({ rule }) => rule);
/** What a page of the ticket is made of, for somebody. */
const shown = async (person: 'giulia' | 'marco' | 'luca' | 'paolo', ticket: string) => {
  const answer = await ask(test.installation, await test.as(person), 'sync', { ticket });
  return answer.ok ? answer.data : null;
};

describe('a company under hold', () => {
  it('keeps all its tickets as they are: none is written, and on release each is where it was', async () => {
    const { ticket } = await test.openTicket('marco');
    await test.run('luca', 'ticket.take', { ticket });
    const before = await ticketNow(ticket);
    expect(await hold()).toMatchObject({ ok: true, data: { held: true } });
    expect(await ticketNow(ticket)).toEqual(before);
    expect(await test.run('luca', 'ticket.move', { ticket, to: 'working' })).toMatchObject({ code: 'held' });
    expect(await test.run('marco', 'ticket.reply', { ticket, body: 'E allora?' })).toMatchObject({
      ok: true,
    });
    expect((await ticketNow(ticket)).state).toBe('accepted');
    expect(await release()).toMatchObject({ ok: true, data: { held: false } });
    expect((await ticketNow(ticket)).state).toBe('accepted');
    expect(await test.run('luca', 'ticket.move', { ticket, to: 'working' })).toMatchObject({ ok: true });
  });

  it('lets promises stand still and go on by what was left, without a false alarm', async () => {
    const { ticket } = await test.openTicket('marco');
    const promised = (await ticketNow(ticket)).due;
    await hold();
    pass(20 * day);
    expect(await eventsOf(ticket)).toEqual([]);
    await release();
    expect(await eventsOf(ticket)).toEqual(['resumed']);
    expect(await eventsOf(ticket)).toEqual([]);
    const { due, dueAlarm, activityAt, openedAt } = await ticketNow(ticket);
    expect(due).toMatchObject({ clock: 'take_charge', left: null });
    expect(due?.at).toBeGreaterThan((promised?.at ?? 0) + 10 * day);
    expect(dueAlarm).toBeNull();
    // Lists stay in their order.
    expect(activityAt).toBe(openedAt);
  });

  it('lets the countdown of a resolved ticket stand still, then warns and gives the whole day', async () => {
    const { ticket } = await test.openTicket('marco');
    await test.run('luca', 'ticket.take', { ticket });
    await test.run('luca', 'ticket.reply', { ticket, body: 'Risolto', move: { to: 'resolved' } });
    pass(2 * day + hour);
    expect(await eventsOf(ticket)).toEqual(['closing_soon']);
    await hold();
    pass(38 * day);
    expect(await eventsOf(ticket)).toEqual([]);
    await release();
    expect(await eventsOf(ticket)).toEqual(['resumed', 'closing_soon']);
    pass(day - hour);
    expect(await eventsOf(ticket)).toEqual([]);
    pass(2 * hour);
    expect(await eventsOf(ticket)).toEqual(['auto_close']);
  });

  it('has its new tickets recorded and born held', async () => {
    await hold();
    const { ticket } = await test.openTicket('marco');
    expect((await ticketNow(ticket)).due).toMatchObject({ clock: 'take_charge', at: null, left: 8 * hour });
    await release();
    await runTimers(test.installation);
    expect((await ticketNow(ticket)).due).toMatchObject({ clock: 'take_charge', left: null });
  });

  it('is told to each as they may know it', async () => {
    const { ticket } = await test.openTicket('marco');
    await hold();
    const told = async (person: 'giulia' | 'marco' | 'luca') =>
      (await shown(person, ticket))?.directory.companies[0]?.held;
    expect(await told('marco')).toMatchObject({ callWhom, reason: null });
    expect(await told('giulia')).toMatchObject({ callWhom, reason });
    expect(await told('luca')).toMatchObject({ callWhom, reason });
    expect(await shown('paolo', ticket)).toBeNull();
  });

  it('is set and ended by administration alone, once, with a reason', async () => {
    for (const person of ['luca', 'giulia', 'marco', 'dario'] as const) {
      expect(await test.run(person, 'company.hold', { company: rossi, reason, callWhom })).toMatchObject({
        code: 'forbidden',
      });
      expect(await test.run(person, 'company.release', { company: rossi, reason })).toMatchObject({
        code: 'forbidden',
      });
    }
    expect(await test.run('anna', 'company.hold', { company: rossi, reason: ' ', callWhom })).toMatchObject({
      ok: false,
      field: 'reason',
    });
    expect(await test.run('anna', 'company.hold', { company: rossi, reason })).toMatchObject({
      code: 'required',
      field: 'callWhom',
    });
    expect(await release()).toMatchObject({ code: 'unchanged' });
    await hold();
    const since = (await test.installation.people.company(rossi))?.hold?.since;
    pass(day);
    await test.run('anna', 'company.hold', { company: rossi, reason: 'Altro', callWhom });
    expect((await test.installation.people.company(rossi))?.hold).toMatchObject({ since, reason: 'Altro' });
    await release();
    const { pastHolds } = (await test.installation.people.company(rossi)) ?? {};
    expect(pastHolds?.at(-1)).toMatchObject({ from: since, reason: 'Altro', releaseReason: 'Pagato' });
  });

  it('is known to another process, which refuses and waits just the same', async () => {
    const other = await test.another();
    const { ticket } = await test.openTicket('marco');
    await test.run('luca', 'ticket.take', { ticket });
    await hold();
    await expect
      .poll(async () => {
        await other.people.ready();
        return other.people.isHeld(rossi);
      })
      .toBe(true);
    pass(20 * day);
    expect((await runTimers(other)).filter((one) => one.ticket === ticket)).toEqual([]);
    await release();
    await Promise.all([runTimers(other), runTimers(test.installation)]);
    await expect.poll(async () => (await test.installation.people.company(rossi))?.resuming).toBeUndefined();
    const log = await logOf(ticket, 'customer');
    expect(log.filter(({ changes }) => changes.stopped)).toHaveLength(1);
  });
});

describe('a ticket under hold', () => {
  const holdIt = (ticket: string) => test.run('anna', 'ticket.hold', { ticket, reason, callWhom });
  const releaseIt = (ticket: string) => test.run('anna', 'ticket.release', { ticket, reason: 'Chiarito' });

  it('tells so in its thread, and only administration moves it until it is released', async () => {
    const { ticket } = await test.openTicket('marco');
    await test.run('luca', 'ticket.take', { ticket });
    expect(await holdIt(ticket)).toMatchObject({ ok: true });
    expect(await holdIt(ticket)).toMatchObject({ code: 'unchanged' });
    const shownToCustomer = (await logOf(ticket, 'customer')).at(-1);
    expect(shownToCustomer).toMatchObject({ changes: { hold: [null, { callWhom, text: '' }] } });
    expect(await test.run('luca', 'ticket.move', { ticket, to: 'working' })).toMatchObject({ code: 'held' });
    expect(await test.run('marco', 'ticket.prioritise', { ticket, priority: 'high' })).toMatchObject({
      code: 'held',
    });
    expect(await test.run('anna', 'ticket.move', { ticket, to: 'working' })).toMatchObject({ ok: true });
    expect(await releaseIt(ticket)).toMatchObject({ ok: true });
    expect(await ticketNow(ticket)).toMatchObject({ state: 'working', hold: null, holdReason: null });
    expect((await logOf(ticket, 'staff')).at(-2)).toMatchObject({ kind: 'note', body: 'Chiarito' });
  });

  it('keeps its reason from everybody but staff and the company’s administrators', async () => {
    const { ticket } = await test.openTicket('marco');
    await holdIt(ticket);
    const [marco, giulia, luca] = [
      await shown('marco', ticket),
      await shown('giulia', ticket),
      await shown('luca', ticket),
    ];
    expect(JSON.stringify(marco)).not.toContain(reason);
    expect(giulia?.directory.holds).toEqual([{ ticket, reason }]);
    expect(giulia?.ticket).toMatchObject({ hold: { callWhom }, holdReason: null });
    expect(luca?.ticket.holdReason).toBe(reason);
  });

  it('has its times stand still and go on by what was left', async () => {
    const { ticket } = await test.openTicket('marco');
    await holdIt(ticket);
    expect((await ticketNow(ticket)).due).toMatchObject({ at: null, left: expect.any(Number) });
    pass(20 * day);
    expect(await eventsOf(ticket)).toEqual([]);
    await releaseIt(ticket);
    expect(await eventsOf(ticket)).toEqual([]);
    expect((await ticketNow(ticket)).due?.at).toBeGreaterThan(test.installation.now());
  });

  it('stays held when its company is released, and the other way round', async () => {
    const { ticket } = await test.openTicket('marco');
    await holdIt(ticket);
    await hold();
    await release();
    expect(await eventsOf(ticket)).toEqual([]);
    expect((await ticketNow(ticket)).due?.at).toBeNull();
    await hold();
    await releaseIt(ticket);
    expect((await ticketNow(ticket)).due?.at).toBeNull();
    await release();
    await runTimers(test.installation);
    expect((await ticketNow(ticket)).due?.at).not.toBeNull();
  });

  it('takes whom to call from the settings where nothing is said', async () => {
    const { revision } = await test.installation.settings();
    const words = { revision, text: 'Chiamateci.', callWhom: 'Ufficio clienti' };
    expect(await test.run('anna', 'holds.change', words)).toMatchObject({ code: 'forbidden' });
    expect(await test.run('elena', 'holds.change', words)).toMatchObject({ ok: true });
    expect(await test.run('elena', 'holds.change', words)).toMatchObject({ code: 'stale' });
    await expect
      .poll(async () => (await test.installation.settings()).holdWords?.callWhom)
      .toBe('Ufficio clienti');
    const { ticket } = await test.openTicket('marco', plainTicket);
    await test.run('anna', 'ticket.hold', { ticket, reason });
    expect((await ticketNow(ticket)).hold).toMatchObject({
      text: 'Chiamateci.',
      callWhom: 'Ufficio clienti',
    });
  });
});
