import type { CommandInput, Ticket } from '@sportello/core';
import { entriesAfter, findTicket, type PersonId } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ticketPeople } from '../queries/ticketPeople.ts';
import { openTestInstallation, type TestInstallation } from '../testing/index.ts';

let test: TestInstallation;

beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('changing'));
});
afterAll(() => test.close());

const DAY = 24 * 3_600_000;
const person = (id: PersonId): string => test.ids.people.get(id) ?? '';

async function stored(ticket: string): Promise<Ticket> {
  const found = await findTicket(test.installation.database, ticket);
  if (!found) throw new Error(`there is no ticket ${ticket}`);
  return found;
}

const lastEntry = async (ticket: string) =>
  (await entriesAfter(test.installation.database, ticket, 'staff', 0, 500)).at(-1);

const answer = (by: PersonId, ticket: string, more: Omit<CommandInput<'ticket.reply'>, 'ticket' | 'body'>) =>
  test.run(by, 'ticket.reply', { ticket, body: 'Ecco', ...more });

describe('an answer with changes', () => {
  it('is one entry, whether a customer or support writes it', async () => {
    const { ticket } = await test.openTicket('marco');
    const changes = { priority: 'high', requester: person('giulia') } as const;
    expect(await answer('marco', ticket, { changes })).toMatchObject({ ok: true, data: { seq: 2 } });
    expect(await lastEntry(ticket)).toMatchObject({
      kind: 'message',
      changes: { priority: ['normal', 'high'], requester: [person('marco'), person('giulia')] },
    });
    const expectedAt = Date.now() + 3 * DAY;
    const promised = { urgency: 'red', operator: person('nadia'), expectedAt } as const;
    const closing = { changes: promised, move: { to: 'waiting_customer' } } as const;
    await test.run('luca', 'ticket.take', { ticket });
    expect(await answer('luca', ticket, closing)).toMatchObject({ ok: true, data: { seq: 4 } });
    expect(await stored(ticket)).toMatchObject({
      ...promised,
      state: 'waiting_customer',
      requester: person('giulia'),
      participants: [person('marco'), person('giulia'), person('luca')],
    });
  });

  it('says nothing at all where one of them is not allowed', async () => {
    const { ticket } = await test.openTicket('marco');
    const refused = async (by: PersonId, changes: CommandInput<'ticket.reply'>['changes']) => {
      const { code, field } = (await answer(by, ticket, { changes })) as { code?: string; field?: string };
      return `${code} ${field}`;
    };
    expect(await refused('marco', { priority: 'blocking' })).toBe('blocking_only_at_birth changes.priority');
    expect(await refused('marco', { urgency: 'red' })).toBe('forbidden changes.urgency');
    expect(await refused('marco', { operator: person('luca') })).toBe('forbidden changes.operator');
    expect(await refused('marco', { expectedAt: Date.now() + DAY })).toBe('forbidden changes.expectedAt');
    for (const id of ['paolo', 'luca'] as const)
      expect(await refused('marco', { requester: person(id) })).toBe('not_found changes.requester');
    expect(await refused('luca', { expectedAt: Date.now() - DAY })).toBe('date_past changes.expectedAt');
    expect(await refused('luca', { operator: person('dario') })).toBe('not_found changes.operator');
    expect(await stored(ticket)).toMatchObject({ seq: 1 });
  });

  it('leaves alone what somebody else has changed to the same meanwhile', async () => {
    const { ticket } = await test.openTicket('marco');
    await test.run('luca', 'ticket.prioritise', { ticket, priority: 'high' });
    expect(await answer('marco', ticket, { changes: { priority: 'high' } })).toMatchObject({ ok: true });
    expect((await lastEntry(ticket))?.changes.priority).toBeUndefined();
  });
});

describe('the person whom a ticket is about', () => {
  it('may be any of the company’s people, who then take part, and nobody else', async () => {
    const { ticket, number } = await test.openTicket('marco');
    const known = await ticketPeople(test.installation, await test.as('marco'), number);
    if (!known.ok) throw new Error(known.code);
    expect(known.data.operators).toEqual([]);
    const ids = known.data.reference.map(({ id }) => id);
    expect(ids).toContain(person('giulia'));
    expect(ids).not.toContain(person('paolo'));
    expect(await test.run('marco', 'ticket.refer', { ticket, requester: person('giulia') })).toMatchObject({
      ok: true,
    });
    expect(await stored(ticket)).toMatchObject({
      requester: person('giulia'),
      participants: [person('marco'), person('giulia')],
    });
    expect(await test.run('luca', 'ticket.refer', { ticket, requester: person('paolo') })).toMatchObject({
      code: 'not_found',
      field: 'requester',
    });
    expect(await ticketPeople(test.installation, await test.as('paolo'), number)).toMatchObject({
      code: 'not_found',
    });
  });
});

describe('the day on which support expects to close a ticket', () => {
  it('is set, moved and taken back by support, until the ticket is closed', async () => {
    const { ticket } = await test.openTicket('marco');
    const expectDay = (by: PersonId, expectedAt: number | null) =>
      test.run(by, 'ticket.expect', { ticket, expectedAt });
    const at = Date.now() + DAY;
    expect(await expectDay('marco', at)).toMatchObject({ code: 'forbidden' });
    expect(await expectDay('luca', at)).toMatchObject({ ok: true });
    expect(await expectDay('luca', at)).toMatchObject({ code: 'unchanged' });
    expect(await stored(ticket)).toMatchObject({ expectedAt: at });
    expect(await expectDay('luca', null)).toMatchObject({ ok: true });
    expect(await stored(ticket)).toMatchObject({ expectedAt: null });
    await answer('luca', ticket, { move: { to: 'closed' } });
    expect(await expectDay('luca', at)).toMatchObject({ code: 'not_allowed_now' });
  });
});
