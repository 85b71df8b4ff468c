import { needsAnswer } from '@sportello/core';
import { findTicket, fromEntryRecord } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../ask.ts';
import { openTestInstallation, type TestInstallation } from '../testing/index.ts';

let test: TestInstallation;
beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('settling'));
});
afterAll(() => test.close());

async function stored(ticket: string) {
  const found = await findTicket(test.installation.database, ticket);
  if (!found) throw new Error('it is gone');
  return found;
}
async function lastEntry(ticket: string) {
  const record = await test.installation.database.entries.findOne({ ticket }).sort({ seq: -1 }).lean();
  return record && fromEntryRecord(record);
}
/** A ticket that Luca has solved, and whose customer says thank you. */
async function thanked(): Promise<string> {
  const { ticket } = await test.openTicket('marco');
  await test.run('luca', 'ticket.take', { ticket });
  await test.run('luca', 'ticket.reply', { ticket, body: 'Corretto', move: { to: 'resolved' } });
  await test.run('marco', 'ticket.reply', { ticket, body: 'Grazie' });
  expect(await stored(ticket)).toMatchObject({ state: 'accepted', woken: { state: 'resolved' } });
  return ticket;
}

it('a thank you that needs no answer leaves the ticket where it was, for both sides, and can be taken back', async () => {
  const ticket = await thanked();
  expect(needsAnswer(await stored(ticket))).toBe(true);
  expect(await test.run('luca', 'ticket.settle', { ticket, needed: false })).toMatchObject({ ok: true });
  const settled = await stored(ticket);
  expect(settled).toMatchObject({ state: 'resolved', due: null });
  expect(needsAnswer(settled)).toBe(false);
  const seen = await ask(test.installation, await test.as('marco'), 'sync', { ticket });
  expect(seen.ok && seen.data.ticket).toMatchObject({ state: 'resolved', settled: null, due: null });
  const list = await ask(test.installation, await test.as('luca'), 'list', { view: 'waiting' });
  expect(list.ok && list.data.rows.some((row) => row.ticket.id === ticket)).toBe(true);

  expect(await test.run('luca', 'ticket.settle', { ticket, needed: true })).toMatchObject({ ok: true });
  expect(await stored(ticket)).toMatchObject({
    state: 'accepted',
    due: { clock: 'response' },
    settled: null,
  });
  expect(await test.run('luca', 'ticket.settle', { ticket, needed: true })).toMatchObject({
    code: 'unchanged',
  });
});

it('what has happened to the ticket meanwhile stays, and the next message needs an answer again', async () => {
  const ticket = await thanked();
  await test.run('luca', 'ticket.move', { ticket, to: 'working' });
  await test.run('luca', 'ticket.settle', { ticket, needed: false });
  expect(await stored(ticket)).toMatchObject({ state: 'working' });
  await test.run('marco', 'ticket.reply', { ticket, body: 'Ancora una cosa' });
  expect(needsAnswer(await stored(ticket))).toBe(true);
});

it('is support’s own affair where nothing else changes: the customer’s log has no trace of it', async () => {
  const { ticket } = await test.openTicket('marco');
  await test.run('luca', 'ticket.take', { ticket });
  await test.run('luca', 'ticket.urgency', { ticket, urgency: 'white' });
  await test.run('luca', 'ticket.reply', { ticket, body: 'Verifico' });
  await test.run('marco', 'ticket.reply', { ticket, body: 'Va bene' });
  const { pub } = await stored(ticket);
  await test.run('luca', 'ticket.settle', { ticket, needed: false });
  expect(await lastEntry(ticket)).toMatchObject({ audience: 'staff', pub: null });
  expect((await stored(ticket)).pub).toBe(pub);
  expect(await test.run('marco', 'ticket.settle', { ticket, needed: true })).toMatchObject({
    code: 'forbidden',
  });
});

it('a new request is answered by taking it in charge, not by saying that it needs nothing', async () => {
  const { ticket } = await test.openTicket('marco');
  expect(await test.run('luca', 'ticket.settle', { ticket, needed: false })).toMatchObject({
    code: 'not_allowed_now',
  });
});
