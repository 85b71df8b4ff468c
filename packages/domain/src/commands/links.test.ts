import { randomUUID } from 'node:crypto';
import { type Entry, fold, type Ticket } from '@sportello/core';
import { entriesAfter, findTicket } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../ask.ts';
import { openTestInstallation, plainTicket, type TestInstallation } from '../testing/index.ts';

let test: TestInstallation;

beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('links'));
});
afterAll(() => test.close());

const DAY = 24 * 3_600_000;

async function stored(ticket: string | number): Promise<Ticket> {
  const found = await findTicket(test.installation.database, ticket);
  if (!found) throw new Error(`there is no ticket ${ticket}`);
  return found;
}

const logOf = (ticket: string): Promise<Entry[]> =>
  entriesAfter(test.installation.database, ticket, 'staff', 0, 500);

/** Opens and closes a ticket of Marco's. */
async function closedTicket() {
  const opened = await test.openTicket('marco');
  await test.run('luca', 'ticket.take', { ticket: opened.ticket });
  const closing = { ticket: opened.ticket, body: 'Risolto', move: { to: 'closed' as const } };
  expect(await test.run('luca', 'ticket.reply', closing)).toMatchObject({ ok: true });
  return opened;
}

describe('a closed ticket', () => {
  it('is reopened by an answer of either side within fifteen days, and by nobody after them', async () => {
    for (const by of ['marco', 'luca'] as const) {
      const { ticket } = await closedTicket();
      test.clock.ahead = 15 * DAY - 60_000;
      expect(await test.run(by, 'ticket.reply', { ticket, body: 'Di nuovo' })).toMatchObject({ ok: true });
      expect(await stored(ticket)).toMatchObject({ state: 'accepted', reopenings: 1 });
      test.clock.ahead = 0;
    }
    for (const by of ['marco', 'luca'] as const) {
      const { ticket } = await closedTicket();
      test.clock.ahead = 15 * DAY + 60_000;
      const refused = { ok: false, code: 'reopen_expired', limit: 15 };
      expect(await test.run(by, 'ticket.reply', { ticket, body: 'Di nuovo' })).toEqual(refused);
      expect(await stored(ticket)).toMatchObject({ state: 'closed' });
      test.clock.ahead = 0;
    }
  });

  it('is told of the ticket that goes on from it, in the same moment, and once', async () => {
    const previous = await closedTicket();
    const key = randomUUID();
    const input = { ...plainTicket, followUpOf: previous.number };
    const opened = await test.run('marco', 'ticket.open', input, key);
    if (!opened.ok) throw new Error(opened.code);
    expect(await test.run('marco', 'ticket.open', input, key)).toEqual(opened);
    expect(await stored(opened.data.ticket)).toMatchObject({ followUpOf: previous.number, state: 'new' });
    expect(await stored(previous.ticket)).toMatchObject({
      followUps: [opened.data.number],
      state: 'closed',
    });
    const log = await logOf(previous.ticket);
    expect(log.at(-1)).toMatchObject({ kind: 'change', changes: { followUps: [[], [opened.data.number]] } });
    expect(log.reduce<Ticket | null>(fold, null)).toEqual(await stored(previous.ticket));
  });

  it('shows who may read them the tickets it is tied to, in both directions, and nobody else', async () => {
    const previous = await closedTicket();
    const next = await test.openTicket('marco', { followUpOf: previous.number, title: 'Si ripresenta' });
    const linksFor = async (by: 'marco' | 'luca', ticket: string) => {
      const answer = await ask(test.installation, await test.as(by), 'links', { ticket });
      return answer.ok ? answer.data.links : answer.code;
    };
    for (const by of ['marco', 'luca'] as const) {
      expect(await linksFor(by, previous.ticket)).toEqual([
        { kind: 'followUps', number: next.number, title: 'Si ripresenta', state: 'new' },
      ]);
      expect(await linksFor(by, next.ticket)).toMatchObject([
        { kind: 'followUpOf', number: previous.number, state: 'closed' },
      ]);
    }
    const paolo = await ask(test.installation, await test.as('paolo'), 'links', { ticket: next.ticket });
    expect(paolo).toMatchObject({ ok: false, code: 'not_found' });
  });
});
