import { PURGE_DAYS } from '@sportello/core';
import { entriesAfter, findTicket, purgeTicket, tombstonesOf } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { upload } from './attachments/upload.ts';
import { indexTickets } from './indexing/update.ts';
import { purgedAt } from './purging.ts';
import { links } from './queries/links.ts';
import { openTestInstallation, type TestInstallation } from './testing/installation.ts';
import { runTimers } from './timing.ts';

const time = PURGE_DAYS * 24 * 3_600_000;
let test: TestInstallation;
beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('purging'));
  await test.installation.search.ensureIndexes();
});
afterAll(() => test.close());
beforeEach(() => {
  test.clock.ahead = 0;
});

/** @param relatedTo number of a ticket that it is tied to before */
async function discarded(relatedTo?: number): Promise<{ ticket: string; number: number }> {
  const { ticket, number } = await test.openTicket('marco');
  await test.run('luca', 'ticket.note', { ticket, body: 'Nota' });
  if (relatedTo) await test.run('luca', 'ticket.link', { ticket, to: relatedTo });
  await test.run('luca', 'ticket.move', { ticket, to: 'discarded', reason: 'Non è nostro' });
  return { ticket, number };
}

const purgesNow = async (ticket: string): Promise<boolean> =>
  (await runTimers(test.installation)).some((one) => one.ticket === ticket && one.rule === 'purge');

async function leftOf(ticket: string): Promise<number> {
  const { entries, readers, mails, tickets } = test.installation.database;
  const counts = await Promise.all([
    tickets.countDocuments({ _id: ticket }),
    entries.countDocuments({ ticket }),
    readers.countDocuments({ ticket }),
    mails.countDocuments({ ticket }),
  ]);
  return counts.reduce((sum, one) => sum + one);
}

it('files of a ticket disappear with it, and no other’s', async () => {
  const marco = await test.as('marco');
  const { database, content } = test.installation;
  const send = async (): Promise<{ file: string; ticket: string }> => {
    const body = (async function* () {
      yield new TextEncoder().encode('registro');
    })();
    const sent = await upload(test.installation, marco, { name: 'registro.txt', announced: null, body });
    if (!sent.ok) throw new Error(sent.code);
    const { ticket } = await test.openTicket('marco', { attachments: [{ id: sent.data.id }] });
    return { file: sent.data.id, ticket };
  };
  const [lost, kept] = [await send(), await send()];
  await test.run('luca', 'ticket.move', { ticket: lost.ticket, to: 'discarded', reason: 'Non è nostro' });
  test.clock.ahead = time + 1_000;
  expect(await purgesNow(lost.ticket)).toBe(true);
  expect([await content.has(lost.file), await content.has(kept.file)]).toEqual([false, true]);
  expect(await database.attachments.countDocuments({ _id: lost.file })).toBe(0);
});

it('a discarded ticket disappears after thirty days with all that was in it, and its number stays taken', async () => {
  const { ticket, number } = await discarded();
  await indexTickets(test.installation.database, test.installation.search, [ticket]);
  test.clock.ahead = time - 60_000;
  expect(await purgesNow(ticket)).toBe(false);
  test.clock.ahead = time + 1_000;
  expect(await purgesNow(ticket)).toBe(true);
  expect(await leftOf(ticket)).toBe(0);
  expect((await test.installation.search.ticketsKnown([ticket])).size).toBe(0);
  expect(await tombstonesOf(test.installation.database, [number])).toMatchObject([{ number, isDone: true }]);
  expect((await test.openTicket('marco')).number).toBeGreaterThan(number);
});

it('can be restored until then, and not afterwards, also by a process that remembers it', async () => {
  const [kept, lost] = [await discarded(), await discarded()];
  test.clock.ahead = time - 1_000;
  expect(await test.run('luca', 'ticket.move', { ticket: kept.ticket, to: 'new' })).toMatchObject({
    ok: true,
  });
  test.clock.ahead = time + 1_000;
  expect(await purgesNow(lost.ticket)).toBe(true);
  expect((await findTicket(test.installation.database, kept.ticket))?.state).toBe('new');
  for (const by of ['luca', 'anna'] as const)
    expect(await test.run(by, 'ticket.move', { ticket: lost.ticket, to: 'new' })).toMatchObject({
      code: 'not_found',
    });
});

it('what a process that was killed in between left behind is removed by the next', async () => {
  const { ticket } = await discarded();
  const now = Date.now() + time + 1_000;
  const query = { discardedUntil: now - time, now };
  const twice = await Promise.all([1, 2].map(() => purgeTicket(test.installation.database, ticket, query)));
  expect(twice.filter(Boolean)).toHaveLength(1);
  // Gone for everybody from this moment, whatever is left.
  expect(await findTicket(test.installation.database, ticket)).toBeNull();
  expect(await entriesAfter(test.installation.database, ticket, 'staff', 0, 50)).not.toEqual([]);
  await runTimers(test.installation);
  expect(await leftOf(ticket)).toBe(0);
});

it('a restoring and a purging at the same moment never both succeed', async () => {
  for (let round = 0; round < 20; round += 1) {
    const { ticket } = await discarded();
    test.clock.ahead = time + 1_000;
    const [restored] = await Promise.all([
      test.run('luca', 'ticket.move', { ticket, to: 'new' }),
      runTimers(test.installation),
    ]);
    const left = await findTicket(test.installation.database, ticket);
    expect(restored.ok).toBe(left !== null);
    test.clock.ahead = 0;
  }
});

it('links tell that the other ticket is deleted, and its number says so to those who could have seen it', async () => {
  const { ticket, number } = await test.openTicket('marco');
  const original = await discarded(number);
  test.clock.ahead = time + 5_000;
  expect(await purgesNow(original.ticket)).toBe(true);
  const marco = await test.as('marco');
  expect(await links(test.installation, marco, { ticket })).toMatchObject({
    data: { links: [{ number: original.number, title: '', purged: true }] },
  });
  expect(await purgedAt(test.installation, marco, original.number)).toEqual(expect.any(Number));
  expect(await purgedAt(test.installation, await test.as('paolo'), original.number)).toBeNull();
});
