import type { CommandInput, CommandName } from '@sportello/core';
import { setSubscription, subscriptionOf } from '@sportello/domain';
import type { TestInstallation } from '@sportello/domain/testing';
import { openTestInstallation } from '@sportello/domain/testing';
import { owes, type PersonId } from '@sportello/models';
import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { MailConsumer } from './mail.ts';
import { type MailServer, openMailServer, postmanTo, startMailing, textsOf } from './testing/mailing.ts';
import { stopConsumers } from './testing/running.ts';

const MINUTE = 60_000;

let portal: TestInstallation;
let server: MailServer;
let consumer: MailConsumer;

beforeAll(async () => {
  portal = await openTestInstallation(servers(), uniqueName('mailing'));
});
afterAll(() => portal.close());
beforeEach(async () => {
  server = await openMailServer();
  consumer = startMailing(portal, postmanTo(server, portal.installation));
});
afterEach(async () => {
  // What a test leaves behind is nobody else's.
  await later(10);
  await stopConsumers();
  await server.close();
});

/** Lets time pass, and everything happen that is due then. */
async function later(minutes: number): Promise<void> {
  await consumer.idle();
  portal.clock.ahead += minutes * MINUTE;
  consumer.wake();
  await consumer.idle();
}

async function done<N extends CommandName>(by: PersonId, name: N, input: CommandInput<N>): Promise<void> {
  const answer = await portal.run(by, name, input);
  if (!answer.ok) throw new Error(`${by} cannot ${name}: ${answer.code}`);
}

test('an opened ticket is confirmed to its requester and told to its team, and to nobody else', async () => {
  const { number } = await portal.openTicket('marco');
  await later(1);
  expect(server.received).toEqual([]);
  await later(2);
  expect(server.received.map(({ to }) => to).sort()).toEqual([
    'anna@nordest.example',
    'elena@nordest.example',
    'luca@nordest.example',
    'marco@rossi.example',
  ]);
  const [receipt] = server.for('marco');
  expect(receipt?.subject).toBe(`[#${number}] Scarto sulla fattura elettronica`);
  expect(receipt?.text).toContain(`ha il numero #${number}`);
  expect(receipt?.text).toContain(`http://localhost:3000/tickets/${number}?at=1#entry-${number}-1`);
  expect(server.for('luca')[0]?.text).toContain('Un nuovo ticket di Rossi Impianti');
  expect(await owes(portal.installation.database, 'mail')).toBe(false);
});

test('a second address on a ticket gets the mails of its requester there, and no others', async () => {
  const second = 'magazzino@rossi.example';
  const { ticket } = await portal.openTicket('marco', { email: second });
  await later(3);
  const sent = () => server.received.filter(({ to }) => to === second).map(({ mail }) => mail.subject);
  expect(sent()).toHaveLength(1);
  expect(server.for('marco')).toHaveLength(1);
  const own = await portal.openTicket('marco', { email: 'Marco@Rossi.example' });
  await later(3);
  expect(server.for('marco').filter(({ subject }) => subject?.includes(`#${own.number}`))).toHaveLength(1);
  await done('giulia', 'ticket.reply', { ticket, body: 'Succede anche a me' });
  await done('luca', 'ticket.reply', { ticket, body: 'Provi ora' });
  await later(3);
  expect(sent()).toHaveLength(2);
  expect(server.for('giulia')).toHaveLength(1);
  // Each has a link of its own: the second address does without, and the account goes on.
  const at = (address: string) => server.received.filter(({ to }) => to === address).map(({ mail }) => mail);
  const [there] = at(second);
  const linkIn = (text: string | undefined) => /unsubscribe\/([\w.-]+)/u.exec(text ?? '')?.[1] ?? '';
  expect(linkIn(there?.text)).not.toBe(linkIn(server.for('marco')[0]?.text));
  expect(there?.text).toContain('Marco Bassi ha indicato questo indirizzo');
  expect(there?.to).toMatchObject({ value: [{ address: second, name: '' }] });
  expect(there?.messageId).not.toBe(server.for('marco')[0]?.messageId);
  expect(at(second)[1]?.inReplyTo).toBe(there?.messageId);
  const { installation } = portal;
  const token = linkIn(there?.text);
  expect(await subscriptionOf(installation, token)).toEqual({ subscription: 'subscribed', isSecond: true });
  expect(await setSubscription(installation, token, 'unsubscribed')).toBe(true);
  await done('luca', 'ticket.reply', { ticket, body: 'E adesso?' });
  await later(3);
  expect(sent()).toHaveLength(2);
  expect(textsOf(server.for('marco'))).toContain('E adesso?');
  expect(await setSubscription(installation, token, 'subscribed')).toBe(true);
});

test('a request that waits for its company is told to the company’s administrators, who cannot do without', async () => {
  const { ticket } = await portal.openTicket('sara');
  await later(3);
  expect(server.received.map(({ to }) => to).sort()).toEqual(['giulia@rossi.example', 'sara@rossi.example']);
  const [asked] = server.for('giulia');
  expect(asked?.text).toContain('Sara Neri ha aperto un ticket che aspetta la tua autorizzazione');
  expect(asked?.headers.has('list-unsubscribe')).toBe(false);
  await done('giulia', 'ticket.move', { ticket, to: 'new' });
  await later(3);
  expect(textsOf(server.for('sara'))).toContain('Stato: Ricevuto');
  expect(server.for('luca')).toHaveLength(1);
});

test('an answer reaches the customer, a note never does, and another company gets nothing (TEN-09)', async () => {
  const { ticket, number } = await portal.openTicket('marco');
  await later(3);
  await done('luca', 'ticket.reply', { ticket, body: 'Provi <b>così</b> & mi dica' });
  await done('anna', 'ticket.note', { ticket, body: 'Nota che nessun cliente legge' });
  await later(3);
  const [, answer] = server.for('marco');
  expect(answer?.text).toContain('Provi <b>così</b> & mi dica');
  expect(answer?.html).toContain('Provi &lt;b&gt;così&lt;/b&gt; &amp; mi dica');
  expect(answer?.text).toContain('Stato: Preso in carico');
  expect(answer?.text).toContain(`?at=2#entry-${number}-2`);
  // Luca has it in charge: he gets the note, not what he wrote himself.
  expect(server.for('luca')).toHaveLength(2);
  expect(textsOf(server.for('luca'))).toContain('Nota che nessun cliente legge');
  expect(textsOf(server.for('luca'))).not.toContain('Provi');
  expect(server.for('anna')).toHaveLength(1);
  for (const { to, raw } of server.received) {
    expect(to).not.toMatch(/bianchi|verdi/u);
    if (to.endsWith('rossi.example')) expect(raw).not.toContain('nessun cliente');
  }
});

test('a customer’s message goes to whoever has the ticket in charge; closing and reopening go to both', async () => {
  const { ticket } = await portal.openTicket('marco');
  await done('luca', 'ticket.take', { ticket });
  await later(3);
  await done('marco', 'ticket.reply', { ticket, body: 'Ancora lo stesso errore' });
  await later(3);
  expect(textsOf(server.for('luca'))).toContain('Ancora lo stesso errore');
  expect(textsOf(server.for('anna'))).not.toContain('Ancora lo stesso errore');
  await done('luca', 'ticket.reply', { ticket, body: 'Fatto', move: { to: 'closed' } });
  await later(3);
  expect(textsOf(server.for('marco'))).toContain('Stato: Chiuso');
  await done('marco', 'ticket.reply', { ticket, body: 'Purtroppo no' });
  await later(3);
  expect(textsOf(server.for('luca').slice(-1))).toContain('Purtroppo no');
});

test('thirty messages in ten minutes make two mails at most and lose none', async () => {
  const { ticket } = await portal.openTicket('marco');
  await done('luca', 'ticket.take', { ticket });
  await later(6);
  const before = server.for('marco').length;
  for (let n = 1; n <= 30; n += 1) {
    await done('luca', 'ticket.reply', { ticket, body: `passo ${n}.` });
    await later(1 / 3);
  }
  await later(6);
  const mails = server.for('marco').slice(before);
  expect(mails.length).toBeLessThanOrEqual(2);
  const told = [...textsOf(mails).matchAll(/passo (\d+)\./gu)].map(([, n]) => Number(n));
  expect(told).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
});

test('what was read on the page meanwhile is not mailed', async () => {
  const { ticket } = await portal.openTicket('marco');
  await later(3);
  await done('luca', 'ticket.reply', { ticket, body: 'Letto in diretta' });
  await done('marco', 'ticket.read', { ticket, seq: 2 });
  await done('luca', 'ticket.reply', { ticket, body: 'Non ancora letto' });
  await later(3);
  const [, ...news] = server.for('marco');
  expect(textsOf(news)).toContain('Non ancora letto');
  expect(textsOf(news)).not.toContain('Letto in diretta');
  await done('luca', 'ticket.reply', { ticket, body: 'Anche questo' });
  await done('marco', 'ticket.read', { ticket, seq: 4 });
  await later(3);
  expect(server.for('marco')).toHaveLength(2);
});

test('mails of a ticket are one thread, say that they are automatic, and carry nothing into their headers (MAI-02, MAI-09)', async () => {
  const title = 'Errore: "ciao"\r\nBcc: evil@example.com è qui';
  const { ticket, number } = await portal.openTicket('marco', { title });
  await later(3);
  await done('luca', 'ticket.reply', { ticket, body: 'Primo' });
  await later(3);
  await done('luca', 'ticket.reply', { ticket, body: 'Secondo' });
  await later(3);
  const [first, second, third] = server.for('marco');
  expect(first?.subject).toBe(`[#${number}] Errore: "ciao" Bcc: evil@example.com è qui`);
  expect(first?.bcc).toBeUndefined();
  expect(new Set([first, second, third].map((mail) => mail?.subject)).size).toBe(1);
  expect(second?.inReplyTo).toBe(first?.messageId);
  expect(third?.inReplyTo).toBe(second?.messageId);
  expect(third?.references).toEqual([`<ticket.${ticket}@localhost>`, second?.messageId]);
  expect(third?.headers.get('auto-submitted')).toBe('auto-generated');
  expect(third?.from?.value).toEqual([{ name: 'Nordest Software', address: 'assistenza@nordest.example' }]);
  expect(server.received[0]?.raw).toMatch(/^List-ID: <tickets\.localhost>\r$/imu);
  expect(server.received[0]?.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/imu);
});

test('a mail is in the language of its reader', async () => {
  const { database, people } = portal.installation;
  const id = portal.ids.people.get('marco') ?? '';
  await database.people.updateOne({ _id: id }, { locale: 'en' });
  people.forget('people', id);
  const { number } = await portal.openTicket('marco');
  await later(3);
  const [receipt] = server.for('marco');
  expect(receipt?.text).toContain(`We have received your request: its number is #${number}.`);
  expect(receipt?.html).toContain('<html lang="en">');
  expect(receipt?.text).not.toMatch(/\{\w+\}|undefined/u);
  await database.people.updateOne({ _id: id }, { locale: 'it' });
});

test('whoever ended these mails gets none but those nobody can do without', async () => {
  const { database } = portal.installation;
  const unsubscribed = [portal.ids.people.get('marco'), portal.ids.people.get('giulia')];
  await database.people.updateMany({}, { $set: { unsubscribed: true } });
  expect(unsubscribed).not.toContain(undefined);
  await portal.openTicket('marco');
  await portal.openTicket('sara');
  await later(3);
  expect(server.received.map(({ to }) => to)).toEqual(['giulia@rossi.example']);
  await database.people.updateMany({}, { $unset: { unsubscribed: 1 } });
});

test('who lost the right to read before it leaves is told nothing (MAI-11)', async () => {
  const { ticket } = await portal.openTicket('marco');
  await done('luca', 'ticket.reply', { ticket, body: 'Risposta riservata' });
  await consumer.idle();
  const { people } = portal.installation.database;
  await people.updateOne({ _id: portal.ids.people.get('marco') ?? '' }, { active: false });
  await later(3);
  expect(server.for('marco')).toEqual([]);
  await people.updateOne({ _id: portal.ids.people.get('marco') ?? '' }, { active: true });
});

test('what was corrected before a mail leaves is told as it is, what was withdrawn not at all, and a correction sends none (MAI-11)', async () => {
  const { ticket } = await portal.openTicket('marco');
  await later(3);
  await done('luca', 'ticket.reply', { ticket, body: 'La password è girasole' });
  await done('luca', 'ticket.reply', { ticket, body: 'Da non dire' });
  await done('luca', 'ticket.amend', { ticket, seq: 2, body: 'Le telefono' });
  await done('luca', 'ticket.retract', { ticket, seq: 3 });
  await later(5);
  const told = textsOf(server.for('marco').slice(1));
  expect(told).toContain('Le telefono');
  expect(told).not.toContain('girasole');
  expect(told).not.toContain('Da non dire');
  const count = server.for('marco').length;
  await done('luca', 'ticket.amend', { ticket, seq: 2, body: 'Le telefono domani' });
  await later(10);
  expect(server.for('marco')).toHaveLength(count);
});
