import { entriesAfter, findTicket } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestInstallation, type TestInstallation } from '../testing/installation.ts';

let test: TestInstallation;
beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('calling'));
});
afterAll(() => test.close());

const ticketNow = async (ticket: string) => {
  const found = await findTicket(test.installation.database, ticket);
  if (!found) throw new Error('the ticket is gone');
  return found;
};
const logOf = (ticket: string, side: 'customer' | 'staff') =>
  entriesAfter(test.installation.database, ticket, side, 0, 50);
const call = (ticket: string, more: object = {}) => ({
  ticket,
  direction: 'made' as const,
  with: 'Marco Bassi',
  at: test.installation.now() - 60_000,
  minutes: 12,
  body: 'Spiegato come correggere lo scarto.',
  audience: 'all' as const,
  ...more,
});

describe('a call that is recorded', () => {
  it('for both sides is an answer that says with whom, when and how long', async () => {
    const { ticket } = await test.openTicket('marco');
    expect(await test.run('luca', 'ticket.call', call(ticket))).toMatchObject({ ok: true });
    expect((await logOf(ticket, 'customer')).at(-1)).toMatchObject({
      kind: 'message',
      body: 'Spiegato come correggere lo scarto.',
      changes: { call: [null, { direction: 'made', with: 'Marco Bassi', minutes: 12 }] },
    });
    expect(await ticketNow(ticket)).toMatchObject({ state: 'accepted', lastStaff: { seq: 2 } });
  });

  it('for colleagues alone leaves no trace with the customer', async () => {
    const { ticket } = await test.openTicket('marco');
    await test.run('luca', 'ticket.call', call(ticket, { audience: 'staff', direction: 'received' }));
    expect(await logOf(ticket, 'customer')).toHaveLength(1);
    expect((await logOf(ticket, 'staff')).at(-1)).toMatchObject({ kind: 'note', audience: 'staff' });
    expect((await ticketNow(ticket)).state).toBe('new');
  });

  it('cannot lie in the future, and is support’s to record', async () => {
    const { ticket } = await test.openTicket('marco');
    const later = call(ticket, { at: test.installation.now() + 3_600_000 });
    expect(await test.run('luca', 'ticket.call', later)).toMatchObject({
      code: 'not_allowed_value',
      field: 'at',
    });
    expect(await test.run('marco', 'ticket.call', call(ticket))).toMatchObject({ code: 'forbidden' });
  });
});

describe('who wants to be called back', () => {
  it('is on the ticket with number and time until the call is recorded, for both sides', async () => {
    const { ticket } = await test.openTicket('marco');
    await test.run('marco', 'ticket.callback', { ticket, phone: '0422 000110', when: 'dopo le 15' });
    expect((await ticketNow(ticket)).callback).toMatchObject({
      name: 'Marco Bassi',
      phone: '+390422000110',
      when: 'dopo le 15',
    });
    await test.run('luca', 'ticket.call', call(ticket));
    expect((await ticketNow(ticket)).callback).not.toBeNull();
    await test.run('luca', 'ticket.call', call(ticket, { audience: 'staff', isCallback: true }));
    expect((await ticketNow(ticket)).callback).toBeNull();
    expect((await logOf(ticket, 'customer')).at(-1)).toMatchObject({ kind: 'change', body: null });
  });

  it('may be somebody on the phone, may think better of it, and needs a number that can be one', async () => {
    const { ticket } = await test.openTicket('marco');
    await test.run('luca', 'ticket.callback', { ticket, phone: '0422 000110', name: 'Sara Neri' });
    expect((await ticketNow(ticket)).callback?.name).toBe('Sara Neri');
    expect(await test.run('luca', 'ticket.callback', { ticket, phone: 'domani' })).toMatchObject({
      code: 'phone_invalid',
      field: 'phone',
    });
    await test.run('marco', 'ticket.callback', { ticket, phone: null });
    expect((await ticketNow(ticket)).callback).toBeNull();
    expect(await test.run('marco', 'ticket.callback', { ticket, phone: null })).toMatchObject({
      code: 'unchanged',
    });
  });

  it('is nobody on a ticket that is closed, nor somebody of another company', async () => {
    const { ticket } = await test.openTicket('marco');
    expect(await test.run('paolo', 'ticket.callback', { ticket, phone: '0422 000110' })).toMatchObject({
      code: 'not_found',
    });
    await test.run('luca', 'ticket.reply', { ticket, body: 'Fatto', move: { to: 'closed' } });
    expect(await test.run('marco', 'ticket.callback', { ticket, phone: '0422 000110' })).toMatchObject({
      code: 'not_allowed_now',
    });
  });
});
