import { runTimers } from '@sportello/domain';
import type { TestInstallation } from '@sportello/domain/testing';
import { openTestInstallation } from '@sportello/domain/testing';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { MailConsumer } from './mail.ts';
import { type MailServer, openMailServer, postmanTo, startMailing, textsOf } from './testing/mailing.ts';
import { stopConsumers } from './testing/running.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let portal: TestInstallation;
let server: MailServer;
let consumer: MailConsumer;

beforeAll(async () => {
  portal = await openTestInstallation(servers(), uniqueName('reminders'));
});
afterAll(() => portal.close());
beforeEach(async () => {
  server = await openMailServer();
  consumer = startMailing(portal, postmanTo(server, portal.installation));
});
afterEach(async () => {
  await stopConsumers();
  await server.close();
  await portal.installation.database.tickets.deleteMany();
});

/** Lets time pass, then everything happen that is due, and the mails of it leave. */
async function later(time: number): Promise<void> {
  await consumer.idle();
  portal.clock.ahead += time;
  await runTimers(portal.installation);
  consumer.wake();
  await consumer.idle();
  portal.clock.ahead += 3 * MINUTE;
  consumer.wake();
  await consumer.idle();
}

test('a customer is warned, with the moment, before a resolved ticket closes by itself, and told that it has closed', async () => {
  const { ticket } = await portal.openTicket('marco');
  await portal.run('luca', 'ticket.reply', { ticket, body: 'Ecco la soluzione', move: { to: 'accepted' } });
  await portal.run('luca', 'ticket.reply', { ticket, body: 'Fatto', move: { to: 'resolved' } });
  await later(MINUTE);
  server.received.length = 0;
  await later(2 * DAY + HOUR);
  const [warning, ...more] = server.for('marco');
  expect(more).toEqual([]);
  expect(warning?.text).toContain('sta per chiudersi da solo');
  expect(warning?.text).toMatch(/si chiude da solo il \d{1,2} \p{L}+ \d{4}, \d{2}:\d{2}\./u);
  await later(DAY);
  expect(server.for('marco').at(-1)?.text).toContain('Stato: Chiuso');
});

test('a warning that somebody’s message made needless does not leave', async () => {
  const { ticket } = await portal.openTicket('marco');
  await portal.run('luca', 'ticket.reply', { ticket, body: 'Fatto', move: { to: 'accepted' } });
  await portal.run('luca', 'ticket.reply', { ticket, body: 'Fatto', move: { to: 'resolved' } });
  await later(MINUTE);
  server.received.length = 0;
  portal.clock.ahead += 2 * DAY + HOUR;
  await runTimers(portal.installation);
  await consumer.idle();
  await portal.run('luca', 'ticket.reply', { ticket, body: 'Ancora una cosa' });
  await later(MINUTE);
  const told = textsOf(server.for('marco'));
  expect(told).toContain('Ancora una cosa');
  expect(told).not.toContain('chiudersi da solo');
});

test('a promised time that ends is told to the team while nobody has the ticket, and to the operator afterwards', async () => {
  const { ticket } = await portal.openTicket('marco');
  await later(MINUTE);
  server.received.length = 0;
  const { due } = (await portal.installation.database.tickets.findById(ticket).lean()) ?? {};
  await later((due?.at ?? 0) - portal.installation.now() + MINUTE);
  expect(server.for('luca').at(-1)?.text).toContain('il tempo promesso è passato');
  expect(server.for('luca').at(-1)?.text).toContain('Presa in carico promessa per');
  expect(server.for('marco')).toEqual([]);
  await portal.run('luca', 'ticket.take', { ticket });
  await later(MINUTE);
  server.received.length = 0;
  const next = (await portal.installation.database.tickets.findById(ticket).lean())?.due;
  await later((next?.at ?? 0) - portal.installation.now() + MINUTE);
  expect(server.for('luca')).toHaveLength(1);
  expect(server.for('anna')).toEqual([]);
});

test('whoever planned a ticket is reminded when its day has come; the customer is told for which day it is planned', async () => {
  const { ticket } = await portal.openTicket('marco');
  await portal.run('luca', 'ticket.take', { ticket });
  const plannedFor = portal.installation.now() + 10 * DAY;
  await portal.run('luca', 'ticket.move', { ticket, to: 'planned', plannedFor });
  await later(MINUTE);
  const day = new Intl.DateTimeFormat('it', { dateStyle: 'long', timeZone: 'Europe/Rome' }).format(
    plannedFor,
  );
  expect(textsOf(server.for('marco'))).toContain(`Pianificato per il ${day}.`);
  await later(10 * DAY);
  expect(server.for('luca').at(-1)?.text).toContain('È arrivato il giorno');
});

test('a date by which support expects to be done is told', async () => {
  const { ticket } = await portal.openTicket('marco');
  await portal.run('luca', 'ticket.take', { ticket });
  await later(MINUTE);
  server.received.length = 0;
  await portal.run('luca', 'ticket.expect', { ticket, expectedAt: portal.installation.now() + 3 * DAY });
  await later(MINUTE);
  expect(server.for('marco')[0]?.text).toContain('Chiusura prevista:');
});
