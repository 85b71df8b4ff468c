import type { TestInstallation } from '@sportello/domain/testing';
import { openTestInstallation } from '@sportello/domain/testing';
import type { PersonId } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MailConsumer } from './mail.ts';
import { type MailServer, openMailServer, postmanTo, startMailing } from './testing/mailing.ts';
import { stopConsumers } from './testing/running.ts';

const minute = 60_000;
let portal: TestInstallation;
let server: MailServer;
let consumer: MailConsumer;
let rossi = '';

beforeAll(async () => {
  portal = await openTestInstallation(servers(), uniqueName('holdNotices'));
  rossi = portal.ids.companies.get('rossi') ?? '';
  // Two tickets of Marco's, of which Luca has one; one of Giulia's that nobody has.
  const { ticket } = await portal.openTicket('marco', { title: 'Scarto su www.sdi.example' });
  await portal.openTicket('marco', { title: 'Stampa lenta' });
  await portal.openTicket('giulia', { title: 'Saldi iniziali' });
  await portal.run('luca', 'ticket.take', { ticket });
});
afterAll(() => portal.close());
beforeEach(async () => {
  server = await openMailServer();
  consumer = startMailing(portal, postmanTo(server, portal.installation));
  // What was told of the tickets themselves is another test's affair.
  await settle();
  server.received.length = 0;
});
afterEach(async () => {
  await stopConsumers();
  await server.close();
});

/** Lets bursts end, and waits until nothing is left to send. */
async function settle(): Promise<void> {
  consumer.wake();
  await consumer.idle();
  portal.clock.ahead += 6 * minute;
  consumer.wake();
  await consumer.idle();
}

const hold = () =>
  portal.run('anna', 'company.hold', {
    company: rossi,
    reason: 'Fattura 318 scaduta',
    callWhom: 'Elena Ricci, 0422 000301',
  });
const release = () => portal.run('anna', 'company.release', { company: rossi, reason: 'Pagato' });
const textFor = (person: PersonId): string =>
  server
    .for(person)
    .map(({ text }) => text ?? '')
    .join('\n');

describe('a company’s hold', () => {
  it('is told once to each whom it concerns, with the reason only to who may know it; its end too', async () => {
    expect(await hold()).toMatchObject({ ok: true });
    await settle();
    const told = server.received.map(({ to }) => to).sort();
    // Sara and Rita have no ticket, Anna did it herself, Nadia has nothing of Rossi's in charge.
    expect(told).toEqual(['giulia@rossi.example', 'luca@nordest.example', 'marco@rossi.example']);
    const [marco] = server.for('marco');
    expect(marco?.subject).toBe('Rossi Impianti S.r.l.: assistenza sospesa');
    expect(textFor('marco')).toContain('Chi chiamare: Elena Ricci, 0422 000301');
    expect(textFor('marco')).toContain('Stampa lenta');
    expect(textFor('marco')).not.toContain('Fattura 318');
    expect(textFor('marco')).not.toContain('Saldi iniziali');
    expect(textFor('marco')).not.toContain('www.sdi.example');
    expect(textFor('giulia')).toContain('Motivo: Fattura 318 scaduta');
    expect(textFor('luca')).toContain('Motivo: Fattura 318 scaduta');
    expect(textFor('luca')).not.toContain('Stampa lenta');
    for (const { mail } of server.received) {
      expect(mail.text).not.toMatch(/\{\w+\}|undefined|null\b/u);
      expect(mail.headerLines.map(({ key }) => key)).toContain('list-unsubscribe');
    }
    server.received.length = 0;
    expect(await release()).toMatchObject({ ok: true });
    await settle();
    expect(server.received.map(({ to }) => to).sort()).toEqual(told);
    expect(server.for('marco')[0]?.subject).toContain('l’assistenza riprende');
    await settle();
    expect(server.received).toHaveLength(3);
  });

  it('that is taken back at once is told to nobody, nor its end', async () => {
    await hold();
    await release();
    await settle();
    expect(server.received).toEqual([]);
    expect(await portal.installation.database.companies.findById(rossi).lean()).not.toHaveProperty(
      'untold.0',
    );
  });

  it('is told to nobody who wants no such mails', async () => {
    const marco = portal.ids.people.get('marco') ?? '';
    await portal.installation.database.people.updateOne({ _id: marco }, { unsubscribed: true });
    await hold();
    await settle();
    expect(server.for('marco')).toEqual([]);
    expect(server.for('giulia')).toHaveLength(1);
  });
});
