import type { PersonId } from '@sportello/models';
import { findTicket } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestInstallation, type TestInstallation } from '../testing/index.ts';

let test: TestInstallation;
beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('describing'));
});
afterAll(() => test.close());

const payslips = { category: 'payroll', subcategory: 'payslips' } as const;

async function code(
  by: PersonId,
  input: { ticket: string; title?: string; category?: string; subcategory?: string },
) {
  const answer = await test.run(by, 'ticket.describe', input);
  return answer.ok ? 'ok' : answer.code;
}

it('a customer changes title and topic of what nobody has begun, and the topic chooses the team', async () => {
  const { ticket } = await test.openTicket('marco');
  expect(await code('marco', { ticket, title: 'Cedolini di marzo', ...payslips })).toBe('ok');
  expect(await findTicket(test.installation.database, ticket)).toMatchObject({
    title: 'Cedolini di marzo',
    ...payslips,
    team: 'payroll',
  });
  const entry = await test.installation.database.entries.findOne({ ticket, seq: 2 }).lean();
  expect(entry?.changes).toMatchObject({
    title: ['Scarto sulla fattura elettronica', 'Cedolini di marzo'],
    category: ['accounting', 'payroll'],
  });
  expect(await code('marco', { ticket, title: 'Cedolini di marzo' })).toBe('unchanged');
});

it('afterwards that is for staff, whose operator keeps the ticket and its team', async () => {
  const { ticket } = await test.openTicket('marco');
  await test.run('luca', 'ticket.take', { ticket });
  expect(await code('marco', { ticket, title: 'Altro' })).toBe('support_has_begun');
  expect(await code('luca', { ticket, ...payslips })).toBe('ok');
  expect((await findTicket(test.installation.database, ticket))?.team).toBe('administration');
  await test.run('luca', 'ticket.reply', { ticket, body: 'Fatto', move: { to: 'closed' } });
  expect(await code('luca', { ticket, title: 'Altro' })).toBe('not_allowed_now');
});

it('a topic is one that there is, whole', async () => {
  const { ticket } = await test.openTicket('marco');
  expect(await code('marco', { ticket, category: 'payroll', subcategory: 'inventory' })).toBe(
    'not_allowed_value',
  );
  expect(await code('marco', { ticket, category: 'payroll' })).toBe('required');
});

it('a request that waits for its company is its requester’s to correct, description and all, for as long as it waits', async () => {
  const { ticket } = await test.openTicket('sara');
  test.clock.ahead += 24 * 60 * 60_000;
  expect(await code('sara', { ticket, title: 'Detto meglio' })).toBe('ok');
  expect(await test.run('sara', 'ticket.amend', { ticket, seq: 1, body: 'Spiegato meglio' })).toMatchObject({
    ok: true,
  });
  expect((await findTicket(test.installation.database, ticket))?.excerpt).toBe('Spiegato meglio');
});
