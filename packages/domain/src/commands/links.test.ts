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

describe('a duplicate', () => {
  const aside = (duplicateOf: number) => ({ to: 'discarded' as const, duplicateOf });

  it('is merged into its original: both tell of it, its people take part there, and it takes no messages any more', async () => {
    const original = await test.openTicket('marco');
    const twin = await test.openTicket('giulia');
    const key = randomUUID();
    const input = { ticket: twin.ticket, ...aside(original.number) };
    const merged = await test.run('luca', 'ticket.move', input, key);
    expect(merged).toMatchObject({ ok: true, data: { ticket: twin.ticket } });
    expect(await test.run('luca', 'ticket.move', input, key)).toEqual(merged);
    expect(await stored(twin.ticket)).toMatchObject({
      state: 'discarded',
      closure: 'duplicate',
      duplicateOf: original.number,
    });
    const [marco, giulia] = [test.ids.people.get('marco'), test.ids.people.get('giulia')];
    expect(await stored(original.ticket)).toMatchObject({
      state: 'new',
      duplicates: [twin.number],
      participants: [marco, giulia],
    });
    for (const { ticket } of [original, twin])
      expect((await logOf(ticket)).reduce<Ticket | null>(fold, null)).toEqual(await stored(ticket));
    expect(await test.run('giulia', 'ticket.reply', { ticket: twin.ticket, body: 'E qui?' })).toMatchObject({
      code: 'merged',
    });
    expect(
      await test.run('giulia', 'ticket.reply', { ticket: original.ticket, body: 'Scrivo qui' }),
    ).toMatchObject({ ok: true });
  });

  it('is never the original of its own original, whoever decides at the same time', async () => {
    const [one, other] = [await test.openTicket('marco'), await test.openTicket('marco')];
    const answers = await Promise.all([
      test.run('luca', 'ticket.move', { ticket: one.ticket, ...aside(other.number) }),
      test.run('anna', 'ticket.move', { ticket: other.ticket, ...aside(one.number) }),
      test.run('marco', 'ticket.reply', { ticket: one.ticket, body: 'Intanto' }),
    ]);
    expect(answers.slice(0, 2).filter(({ ok }) => ok)).toHaveLength(1);
    const states = [(await stored(one.ticket)).state, (await stored(other.ticket)).state];
    expect(states.filter((state) => state === 'discarded')).toHaveLength(1);
  });
});

describe('a link between two tickets', () => {
  it('is made and undone by support in both at once; customers see it where they may read both', async () => {
    const [one, other] = [await test.openTicket('marco'), await test.openTicket('giulia')];
    const tie = (name: 'ticket.link' | 'ticket.unlink', by: 'luca' | 'marco' = 'luca') =>
      test.run(by, name, { ticket: one.ticket, to: other.number });
    expect(await tie('ticket.link', 'marco')).toMatchObject({ code: 'forbidden' });
    expect(await tie('ticket.link')).toMatchObject({ ok: true });
    expect(await tie('ticket.link')).toMatchObject({ code: 'unchanged' });
    expect((await stored(one.ticket)).related).toEqual([other.number]);
    expect((await stored(other.ticket)).related).toEqual([one.number]);
    const marco = await test.as('marco');
    const seen = await ask(test.installation, marco, 'links', { ticket: one.ticket });
    expect(seen.ok && seen.data.links).toMatchObject([{ kind: 'related', number: other.number }]);
    const synced = await ask(test.installation, marco, 'sync', { ticket: one.ticket });
    expect(synced.ok && synced.data.ticket).toMatchObject({ related: [], seq: 1 });
    expect(await tie('ticket.unlink')).toMatchObject({ ok: true });
    expect((await stored(other.ticket)).related).toEqual([]);
  });

  it('to a ticket of another company is refused like one to none', async () => {
    const own = await test.openTicket('marco');
    const foreign = await test.openTicket('paolo');
    for (const to of [foreign.number, 999_999])
      expect(await test.run('luca', 'ticket.link', { ticket: own.ticket, to })).toEqual({
        ok: false,
        code: 'not_found',
        field: 'to',
      });
  });
});

describe('a message that becomes a ticket', () => {
  it('is quoted there for the same person, and stays where it is with a trace', async () => {
    const source = await test.openTicket('marco');
    const body = 'Un’altra cosa:\nla stampante non va.';
    await test.run('marco', 'ticket.reply', { ticket: source.ticket, body });
    const key = randomUUID();
    const input = { ticket: source.ticket, seq: 2, title: 'La stampante non va' };
    const split = await test.run('luca', 'ticket.split', input, key);
    if (!split.ok) throw new Error(split.code);
    expect(await test.run('luca', 'ticket.split', input, key)).toEqual(split);
    const part = await stored(split.data.ticket);
    expect(part).toMatchObject({
      title: 'La stampante non va',
      splitOf: source.number,
      requester: test.ids.people.get('marco'),
      state: 'new',
    });
    const [first] = await logOf(part.id);
    expect(first?.body).toMatch(/^Marco Bassi in #\d+, .+:\n\n> Un’altra cosa:\n> la stampante non va\.$/u);
    expect((await stored(source.ticket)).splits).toEqual([part.number]);
    expect((await logOf(source.ticket)).map(({ kind }) => kind)).toEqual(['opened', 'message', 'change']);
  });

  it('is what is left of a message that was corrected, and never one that was deleted', async () => {
    const { ticket } = await test.openTicket('marco');
    for (const body of ['la password è segreta', 'da cancellare'])
      await test.run('marco', 'ticket.reply', { ticket, body });
    await test.run('marco', 'ticket.amend', { ticket, seq: 2, body: 'la password è un’altra' });
    expect(await test.run('marco', 'ticket.retract', { ticket, seq: 3 })).toMatchObject({ ok: true });
    const split = (seq: number) => test.run('luca', 'ticket.split', { ticket, seq, title: 'Parte' });
    expect(await split(3)).toMatchObject({ code: 'not_found', field: 'seq' });
    const part = await split(2);
    if (!part.ok) throw new Error(part.code);
    const [opened] = await logOf(part.data.ticket);
    expect(opened?.body).toContain('un’altra');
    expect(opened?.body).not.toContain('segreta');
  });

  it('is never a note, and never of a ticket that one may not split', async () => {
    const { ticket } = await test.openTicket('marco');
    await test.run('luca', 'ticket.note', { ticket, body: 'Riservata' });
    const split = (by: 'luca' | 'marco' | 'paolo', seq: number) =>
      test.run(by, 'ticket.split', { ticket, seq, title: 'Parte' });
    expect(await split('luca', 2)).toMatchObject({ code: 'not_found', field: 'seq' });
    expect(await split('luca', 9)).toMatchObject({ code: 'not_found', field: 'seq' });
    expect(await split('marco', 1)).toMatchObject({ code: 'forbidden' });
    expect(await split('paolo', 1)).toMatchObject({ code: 'not_found' });
  });
});
