import { presets } from '@sportello/core';
import { findTicket } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestInstallation, type TestInstallation } from '../testing/installation.ts';
import { runTimers } from '../timing.ts';
import { type ReplayWish, replayed } from './replaying.ts';

const day = 24 * 3_600_000;
let test: TestInstallation;
beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('replaying'));
});
afterAll(() => test.close());

const play = async (wish: Partial<ReplayWish> & Pick<ReplayWish, 'of'>) => {
  const answer = await replayed(test.installation, await test.as('elena'), {
    preset: presets.full,
    title: 'Prova',
    at: null,
    ...wish,
  });
  if (!answer.ok) throw new Error(answer.code);
  return answer.data;
};

it('a real log, played again by the workflow it was written under, comes to the ticket as it is', async () => {
  test.clock.ahead = 0;
  const { ticket, number } = await test.openTicket('marco', { priority: 'high' });
  await test.run('luca', 'ticket.reply', { ticket, body: 'Guardo' });
  await test.run('luca', 'ticket.assign', { ticket, operator: test.ids.people.get('dario') ?? '' });
  await test.run('luca', 'ticket.urgency', { ticket, urgency: 'yellow' });
  await test.run('luca', 'ticket.reply', { ticket, body: 'Quando?', move: { to: 'waiting_customer' } });
  await test.run('marco', 'ticket.reply', { ticket, body: 'Ieri' });
  await test.run('marco', 'ticket.prioritise', { ticket, priority: 'low' });
  await test.run('luca', 'ticket.move', {
    ticket,
    to: 'vendor',
    vendor: { name: 'Business 2026', reference: 'BX-1' },
  });
  await test.run('luca', 'ticket.reply', { ticket, body: 'Risolto', move: { to: 'resolved' } });
  for (const ahead of [2 * day + 60_000, 3 * day + 120_000]) {
    test.clock.ahead = ahead;
    await runTimers(test.installation);
  }
  await test.run('marco', 'ticket.reply', { ticket, body: 'Di nuovo' });

  const real = await findTicket(test.installation.database, ticket);
  const { ticket: played, steps } = await play({ of: { ticket: number } });
  expect(steps.filter(({ refusal }) => refusal)).toEqual([]);
  if (!real || !played) throw new Error('no ticket');
  // The text of the opening is not played, and what happens by itself does so to the millisecond.
  const woken = played.woken && { ...played.woken, closedAt: real.woken?.closedAt ?? null };
  expect({ ...played, id: real.id, excerpt: real.excerpt, woken }).toMatchObject({ ...real });
  expect(played.state).toBe('accepted');
});

it('the time of a real ticket goes on, and another workflow may refuse what happened', async () => {
  test.clock.ahead = 0;
  const { ticket, number } = await test.openTicket('marco');
  await test.run('luca', 'ticket.take', { ticket });
  await test.run('luca', 'ticket.reply', { ticket, body: 'Risolto', move: { to: 'resolved' } });
  const now = await play({ of: { ticket: number } });
  expect(now.ticket?.state).toBe('resolved');
  expect(now.coming.map(({ rule }) => rule)).toEqual(['closing_soon', 'auto_close']);
  const later = await play({ of: { ticket: number }, at: now.last });
  expect(later.ticket).toMatchObject({ state: 'closed', closure: 'auto' });
  const elsewhere = await play({ of: { ticket: number }, preset: presets.nts });
  expect(elsewhere.steps.at(-1)).toMatchObject({ refusal: { code: 'not_allowed_now' } });
});

it('is for whoever may change the workflow, and tells nothing of a ticket that is not there', async () => {
  const wish = { of: { scenario: 'acut_authorised' }, preset: presets.acut, title: '', at: null };
  for (const person of ['marco', 'luca', 'anna'] as const)
    expect(await replayed(test.installation, await test.as(person), wish)).toMatchObject({
      code: 'forbidden',
    });
  const elena = await test.as('elena');
  for (const of of [{ ticket: 999_999 }, { scenario: 'nothing' }])
    expect(await replayed(test.installation, elena, { ...wish, of })).toMatchObject({ code: 'not_found' });
});

it('the clock goes by hours, working days and events', async () => {
  const wish = { of: { scenario: 'acut_authorised' }, preset: presets.acut } as const;
  const { first } = await play(wish);
  const begin = await play({ ...wish, at: first });
  expect(begin.steps).toHaveLength(1);
  const { moments, later } = await play({ ...wish, at: begin.moments.workingDay });
  expect(begin.moments.workingDay).toBe(first + day);
  // Good Friday is worked, Easter Monday is not.
  expect(moments.workingDay).toBe(first + 5 * day);
  expect(moments.next).toBe(first + day + 3_600_000);
  expect(later[0]).toMatchObject({ by: 'operator', do: 'take' });
});
