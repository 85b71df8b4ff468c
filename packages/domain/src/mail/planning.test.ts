import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestInstallation, type TestInstallation } from '../testing/installation.ts';
import { explain, readsOf, toldUrl } from '../testing/plans.ts';
import { planOwedMails } from './planning.ts';

const burst = { quiet: 120_000, most: 300_000 };

let portal: TestInstallation;
beforeAll(async () => {
  const address = servers();
  portal = await openTestInstallation(
    { ...address, mongoUrl: toldUrl(address.mongoUrl) },
    uniqueName('planning'),
  );
});
afterAll(() => portal.close());

const mails = (ticket: string) =>
  portal.installation.database.mails.find({ ticket }).sort({ person: 1 }).lean();

it('plans a mail a person, and what comes meanwhile joins it, with as many reads for a team as for one', async () => {
  const { database } = portal.installation;
  const { ticket } = await portal.openTicket('marco');
  await planOwedMails(database, burst);
  const planned = await mails(ticket);
  expect(planned).toHaveLength(4);
  for (const mail of planned)
    expect(mail).toMatchObject({
      state: 'planned',
      attempts: 0,
      entries: [1],
      nextAt: mail.firstAt + burst.quiet,
    });
  await portal.run('marco', 'ticket.reply', { ticket, body: 'Ancora' });
  const reads = await readsOf(portal.installation, () => planOwedMails(database, burst));
  // Tickets, entries and amendments, people, and what they are told already.
  expect(reads.length).toBeLessThanOrEqual(6);
  for (const read of reads)
    expect((await explain(portal.installation, read)).stages).not.toContain('COLLSCAN');
  const again = await mails(ticket);
  expect(again.map(({ _id }) => _id)).toEqual(planned.map(({ _id }) => _id));
  expect(again.filter(({ entries }) => entries.join() === '1,2')).toHaveLength(3);
});

it('tells nobody anything twice, however often it is planned', async () => {
  const { database } = portal.installation;
  const { ticket } = await portal.openTicket('marco');
  await planOwedMails(database, burst);
  await database.mails.updateMany({ ticket }, { state: 'leaving' });
  await database.entries.updateMany({ ticket }, { todo: ['mail'] });
  await planOwedMails(database, burst);
  expect((await mails(ticket)).map(({ entries }) => entries)).toEqual([[1], [1], [1], [1]]);
});
