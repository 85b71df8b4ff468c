import type { TestInstallation } from '@sportello/domain/testing';
import { openTestInstallation } from '@sportello/domain/testing';
import { owes } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Postman } from '../mail/postman.ts';
import type { MailConsumer } from './mail.ts';
import { type MailServer, openMailServer, postmanTo, startMailing } from './testing/mailing.ts';
import { stopConsumers } from './testing/running.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let portal: TestInstallation;
let server: MailServer;

beforeAll(async () => {
  portal = await openTestInstallation(servers(), uniqueName('mail_faults'));
});
afterAll(() => portal.close());
beforeEach(async () => {
  server = await openMailServer();
});
afterEach(async () => {
  await stopConsumers();
  await server.close();
  await portal.installation.database.mails.deleteMany();
});

/** Lets time pass, and everything happen that is due then. */
async function later(consumer: MailConsumer, time: number): Promise<void> {
  await consumer.idle();
  portal.clock.ahead += time;
  consumer.wake();
  await consumer.idle();
}

const marco = 'marco@rossi.example';
const mailOf = (ticket: string) =>
  portal.installation.database.mails.findOne({ ticket, person: portal.ids.people.get('marco') ?? '' }).lean();

test('an address that is refused holds up nobody, and is not tried for ever', async () => {
  const consumer = startMailing(portal, postmanTo(server, portal.installation));
  server.faults.refused.set(marco, 550);
  const { ticket } = await portal.openTicket('marco');
  await later(consumer, 3 * MINUTE);
  expect(server.received).toHaveLength(3);
  expect(await mailOf(ticket)).toMatchObject({ state: 'refused', attempts: 1 });
  expect((await mailOf(ticket))?.said).toContain('refused by the test');
  server.faults.refused.clear();
  await later(consumer, 60 * MINUTE);
  expect(server.for('marco')).toEqual([]);
});

test('an address that is not taken now is tried again later and later, and then once', async () => {
  const consumer = startMailing(portal, postmanTo(server, portal.installation));
  server.faults.refused.set(marco, 451);
  const { ticket } = await portal.openTicket('marco');
  await later(consumer, 3 * MINUTE);
  await later(consumer, 16 * SECOND);
  expect(await mailOf(ticket)).toMatchObject({ state: 'planned', attempts: 2 });
  await later(consumer, 16 * SECOND);
  expect((await mailOf(ticket))?.attempts).toBe(2);
  await portal.run('marco', 'ticket.read', { ticket, seq: 1 });
  server.faults.refused.clear();
  await later(consumer, MINUTE);
  expect(server.for('marco')).toHaveLength(1);
  expect((await mailOf(ticket))?.state).toBe('sent');
});

const second = 'magazzino@rossi.example';
const sentTo = (address: string) => server.received.filter(({ to }) => to === address);
const refusedAddress = () => portal.installation.database.refusedAddresses.findById(second).lean();

test('of two addresses each fares by itself: the one that is not taken now is tried again alone', async () => {
  const consumer = startMailing(portal, postmanTo(server, portal.installation));
  server.faults.refused.set(second, 451);
  const { ticket } = await portal.openTicket('marco', { email: second });
  await later(consumer, 3 * MINUTE);
  expect(server.for('marco')).toHaveLength(1);
  expect(await mailOf(ticket)).toMatchObject({ state: 'leaving', arrived: [marco] });
  server.faults.refused.clear();
  await later(consumer, MINUTE);
  expect(server.for('marco')).toHaveLength(1);
  expect(sentTo(second)).toHaveLength(1);
  expect(await mailOf(ticket)).toMatchObject({ state: 'sent' });
});

test('an address that is refused for good is remembered with whose it is, until a mail arrives there', async () => {
  const consumer = startMailing(portal, postmanTo(server, portal.installation));
  server.faults.refused.set(second, 550);
  const { ticket } = await portal.openTicket('marco', { email: second });
  await later(consumer, 3 * MINUTE);
  expect(server.for('marco')).toHaveLength(1);
  expect(await mailOf(ticket)).toMatchObject({ state: 'sent', refusedBy: [second], attempts: 1 });
  expect(await refusedAddress()).toMatchObject({ person: portal.ids.people.get('marco') });
  server.faults.refused.clear();
  await portal.run('luca', 'ticket.reply', { ticket, body: 'Adesso arriva' });
  await later(consumer, 3 * MINUTE);
  expect(sentTo(second)).toHaveLength(1);
  expect(await refusedAddress()).toBeNull();
});

test('a connection cut after the data leads to the same mail again, and what came meanwhile is in another', async () => {
  const consumer = startMailing(portal, postmanTo(server, portal.installation));
  const { ticket } = await portal.openTicket('marco');
  await portal.run('luca', 'ticket.take', { ticket });
  server.faults.cutAfterData = 1;
  await later(consumer, 3 * MINUTE);
  await portal.run('luca', 'ticket.reply', { ticket, body: 'Scritto dopo il taglio' });
  await later(consumer, MINUTE);
  await later(consumer, 3 * MINUTE);
  const [first, again, after] = server.for('marco');
  expect(again?.messageId).toBe(first?.messageId);
  expect(again?.text).toBe(first?.text);
  expect(after?.text).toContain('Scritto dopo il taglio');
  expect(after?.inReplyTo).toBe(first?.messageId);
  expect(server.for('marco')).toHaveLength(3);
});

test('while the server is away mails wait, what comes joins them, and they leave once', async () => {
  const port = Number(new URL(server.url).port);
  const consumer = startMailing(portal, postmanTo(server, portal.installation));
  await server.close();
  const { ticket } = await portal.openTicket('marco');
  await portal.run('luca', 'ticket.reply', { ticket, body: 'Prima ora' });
  portal.clock.ahead += 60 * MINUTE;
  consumer.wake();
  await expect.poll(async () => (await mailOf(ticket))?.said, { timeout: 20_000 }).toContain('ECONNREFUSED');
  await portal.run('luca', 'ticket.reply', { ticket, body: 'Seconda ora' });
  portal.clock.ahead += 60 * MINUTE;
  await expect.poll(async () => (await mailOf(ticket))?.entries, { timeout: 20_000 }).toEqual([1, 2, 3]);
  server = await openMailServer(port);
  await consumer.idle();
  expect(server.for('marco')).toHaveLength(1);
  expect(server.for('marco')[0]?.text).toMatch(/Prima ora[\s\S]*Seconda ora/u);
});

test('a consumer that is killed after the server has taken a mail repeats it under the same number, once', async () => {
  const doomed = await portal.another();
  const real = postmanTo(server, doomed);
  const dying: Postman = {
    deliver: async (mail) => {
      const delivery = await real.deliver(mail);
      // Whoever is dead strikes nothing out.
      await doomed.database.connection.close();
      return delivery;
    },
  };
  const { ticket } = await portal.openTicket('sara');
  await portal.run('giulia', 'ticket.read', { ticket, seq: 1 });
  portal.clock.ahead += 3 * MINUTE;
  const first = startMailing({ installation: doomed }, dying);
  await expect.poll(() => server.received.length, { timeout: 20_000 }).toBe(1);
  await first.stop();
  await portal.installation.database.leases.deleteMany({ _id: 'mail' });
  const second = startMailing(portal, real);
  await later(second, MINUTE);
  await later(second, 10 * MINUTE);
  expect(server.received.map(({ mail }) => mail.messageId)).toEqual(
    Array(2).fill(server.received[0]?.mail.messageId),
  );
  expect(await owes(portal.installation.database, 'mail')).toBe(false);
});

test('a server that never answers holds nothing up for ever', async () => {
  const consumer = startMailing(portal, postmanTo(server, portal.installation));
  server.faults.hangs = true;
  const { ticket } = await portal.openTicket('marco');
  portal.clock.ahead += 3 * MINUTE;
  consumer.wake();
  await expect.poll(async () => (await mailOf(ticket))?.said, { timeout: 45_000 }).toMatch(/timeout/iu);
  server.faults.hangs = false;
  await later(consumer, MINUTE);
  expect(server.for('marco')).toHaveLength(1);
}, 60_000);
