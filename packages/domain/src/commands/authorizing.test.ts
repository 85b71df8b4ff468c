import { findTicket, type PersonId } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../ask.ts';
import { planOwedMails } from '../mail/planning.ts';
import { openTestInstallation, plainTicket, type TestInstallation } from '../testing/index.ts';

let test: TestInstallation;
beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('authorizing'));
});
afterAll(() => test.close());

const idOf = (person: PersonId): string => test.ids.people.get(person) ?? '';
const stateOf = async (ticket: string) => (await findTicket(test.installation.database, ticket))?.state;
const asking = async (person: PersonId) => [test.installation, await test.as(person)] as const;

describe('a request that waits for the company’s yes', () => {
  it('does not exist for support: not in lists, counts, search, thread, notifications or mails', async () => {
    const { number, ticket } = await test.openTicket('sara', { title: 'Fresa a controllo numerico' });
    for (const person of ['luca', 'anna', 'elena', 'dario'] as const) {
      for (const view of ['open', 'unassigned', 'team', 'all', 'closed'] as const) {
        const list = await ask(...(await asking(person)), 'list', { view });
        expect(list.ok && list.data.rows).toEqual([]);
        expect(list.ok && Object.values(list.data.counts).every((count) => count === 0)).toBe(true);
      }
      const found = await ask(...(await asking(person)), 'search', { q: String(number) });
      expect(found.ok && found.data.tickets).toEqual([]);
      const inbox = await ask(...(await asking(person)), 'inbox', {});
      expect(inbox.ok && inbox.data.rows).toEqual([]);
      for (const name of ['sync', 'history', 'attachments', 'links'] as const)
        expect(await ask(...(await asking(person)), name, { ticket })).toMatchObject({ code: 'not_found' });
    }
    const { database } = test.installation;
    await planOwedMails(database, { quiet: 0, most: 0 });
    const mails = await database.mails.find({ ticket }).lean();
    expect(mails.map(({ person }) => person).sort()).toEqual([idOf('giulia'), idOf('sara')].sort());
    await test.run('giulia', 'ticket.move', { ticket, to: 'new' });
    const list = await ask(...(await asking('luca')), 'list', { view: 'unassigned' });
    expect(list.ok && list.data.rows.map((row) => row.ticket.id)).toEqual([ticket]);
  });

  it('is refused by an administrator only with a reason, which who asked reads; withdrawn by who asked without one', async () => {
    const refused = await test.openTicket('sara');
    const move = { ticket: refused.ticket, to: 'discarded' } as const;
    expect(await test.run('giulia', 'ticket.move', move)).toMatchObject({ code: 'reason_required' });
    expect(await test.run('marco', 'ticket.move', { ...move, reason: 'Non serve' })).toMatchObject({
      ok: false,
    });
    expect(await test.run('giulia', 'ticket.move', { ...move, reason: 'È già in ordine' })).toMatchObject({
      ok: true,
    });
    const log = await ask(...(await asking('sara')), 'history', { ticket: refused.ticket });
    expect(log.ok && log.data.entries.at(-1)).toMatchObject({
      body: 'È già in ordine',
      changes: { closure: [null, 'authorization_refused'] },
    });
    const withdrawn = await test.openTicket('sara');
    expect(
      await test.run('sara', 'ticket.move', { ticket: withdrawn.ticket, to: 'discarded' }),
    ).toMatchObject({ ok: true });
  });

  it('is decided by the first of several administrators; the other is told that it was', async () => {
    await test.installation.database.people.updateOne(
      { _id: idOf('marco') },
      { 'memberships.0.role': 'administrator' },
    );
    await expect.poll(async () => (await test.as('marco')).principal.role).toBe('administrator');
    const { ticket } = await test.openTicket('sara');
    const decisions = await Promise.all([
      test.run('giulia', 'ticket.move', { ticket, from: 'authorization', to: 'new' }),
      test.run('marco', 'ticket.move', { ticket, from: 'authorization', to: 'discarded', reason: 'No' }),
    ]);
    expect(decisions.map((one) => (one.ok ? 'ok' : one.code)).sort()).toEqual(['ok', 'stale']);
    expect(await stateOf(ticket)).toBe(decisions[0].ok ? 'new' : 'discarded');
  });

  it('that goes on from a closed one is told there at once to the company, to support when it may see it', async () => {
    const old = await test.openTicket('sara');
    await test.run('giulia', 'ticket.move', { ticket: old.ticket, to: 'new' });
    await test.run('luca', 'ticket.reply', { ticket: old.ticket, body: 'Fatto', move: { to: 'closed' } });
    const next = await test.openTicket('sara', { ...plainTicket, followUpOf: old.number });
    const linksFor = async (person: PersonId) => {
      const answer = await ask(...(await asking(person)), 'links', { ticket: old.ticket });
      return answer.ok ? answer.data.links.map(({ kind, number }) => `${kind} ${number}`) : answer.code;
    };
    expect(await linksFor('sara')).toEqual([`followUps ${next.number}`]);
    expect(await linksFor('luca')).toEqual([]);
    expect((await findTicket(test.installation.database, old.ticket))?.followUps).toEqual([]);
    expect(await test.run('giulia', 'ticket.move', { ticket: next.ticket, to: 'new' })).toMatchObject({
      ok: true,
    });
    expect((await findTicket(test.installation.database, old.ticket))?.followUps).toEqual([next.number]);
    expect([await linksFor('sara'), await linksFor('luca')]).toEqual([
      [`followUps ${next.number}`],
      [`followUps ${next.number}`],
    ]);
  });
});
