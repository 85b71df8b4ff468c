import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPortal, type Portal } from './portal.ts';
import { field, log, newTicket, onTicket, people, send } from './ticketPage.ts';
import { openTunnel, type Tunnel } from './tunnel.ts';

let portal: Portal;
let tunnel: Tunnel;
/** The same portal, seen from beyond the tunnel. */
let beyond: Portal;

beforeAll(async () => {
  tunnel = await openTunnel();
  [portal, beyond] = await Promise.all([openPortal(), openPortal({ tunnel })]);
});
afterAll(async () => {
  await Promise.all([portal.close(), beyond.close()]);
  await tunnel.close();
});

/** Everything that reaches a page over its sockets, from the next load on. */
function received(page: Page): { readonly text: () => string } {
  let frames = '';
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      frames += payload.toString();
    }),
  );
  return { text: () => frames };
}

describe('a conversation of three', () => {
  it('is seen live by everybody concerned: presence, typing, messages, how far they have come, notes among colleagues', async () => {
    const number = await newTicket(portal, 'Conversazione a tre');
    const giulia = await portal.signIn(people.giulia);
    const frames = received(giulia);
    await giulia.goto(`/tickets/${number}`);
    await giulia.getByText('in diretta ·').waitFor();
    const luca = await onTicket(portal, people.luca, number);
    const anna = await onTicket(portal, people.anna, number);

    await giulia.getByText(/Luca e Anna stanno guardando|Anna e Luca stanno guardando/).waitFor();
    await luca.getByRole('button', { name: 'Prendi in carico' }).click();
    await log(giulia).getByText('ha preso in carico il ticket').waitFor();
    await giulia.getByText('Preso in carico', { exact: true }).first().waitFor();

    await field(luca).pressSequentially('Buongiorno');
    await giulia.getByText('Luca sta scrivendo…').waitFor();
    await anna.getByText('Luca sta rispondendo').waitFor();
    await send(luca, 'Buongiorno Giulia, guardo subito');
    await log(giulia).getByText('guardo subito').waitFor();
    await log(luca)
      .getByText(/Letto da Giulia alle \d\d:\d\d/)
      .waitFor();
    await anna.getByText('Luca sta rispondendo').waitFor({ state: 'hidden' });

    await anna.getByRole('button', { name: 'Nota interna' }).click();
    await field(anna).pressSequentially('parola riservata');
    await luca.getByText('Anna sta scrivendo una nota…').waitFor();
    await anna.getByRole('button', { name: 'Invia', exact: true }).click();
    await log(luca).getByText('parola riservata').waitFor();
    // A later public message proves that the customer's page is in step beyond the note.
    await send(luca, 'Ecco la risposta');
    await log(giulia).getByText('Ecco la risposta').waitFor();
    expect(await giulia.content()).not.toContain('riservata');
    expect(frames.text()).toContain('Ecco la risposta');
    expect(frames.text()).not.toContain('riservata');
    expect(frames.text()).not.toContain('writing_note');
  });

  it('marks the last own message until the other side has really had it before its eyes', async () => {
    const number = await newTicket(portal, 'Segni di lettura');
    const giulia = await onTicket(portal, people.giulia, number);
    await send(giulia, 'Ci siete?');
    const message = log(giulia).getByRole('article').filter({ hasText: 'Ci siete?' });
    await message.getByText('(??)').waitFor();
    await onTicket(portal, people.luca, number);
    await message.getByText(/Letto da Luca/).waitFor();
    await message.getByText('(??)').waitFor({ state: 'hidden' });
  });
});

describe('sending', () => {
  it('keeps what is written without a connection, shows it as queued, and sends it once and in order', async () => {
    const number = await newTicket(portal, 'In galleria');
    const giulia = await onTicket(beyond, people.giulia, number);
    const luca = await onTicket(portal, people.luca, number);
    tunnel.enter();
    for (const text of ['primo', 'secondo', 'terzo']) await send(giulia, `messaggio ${text}`);
    await expect
      .poll(() => giulia.getByText('In coda: in attesa di connessione').count(), { timeout: 60_000 })
      .toBe(3);
    await giulia.getByText('offline: quello che scrivi resta qui e parte al ritorno').waitFor();
    tunnel.leave();
    await log(luca).getByText('messaggio terzo').waitFor({ timeout: 60_000 });
    expect(
      await log(luca)
        .getByText(/^messaggio (primo|secondo|terzo)$/)
        .allTextContents(),
    ).toEqual(['messaggio primo', 'messaggio secondo', 'messaggio terzo']);
    await giulia
      .getByText(/^In coda/)
      .first()
      .waitFor({ state: 'detached' });
    await giulia.reload();
    expect(
      await log(giulia)
        .getByText(/^messaggio (primo|secondo|terzo)$/)
        .count(),
    ).toBe(3);
  });

  it('keeps a draft over a reload, answers and notes apart', async () => {
    const number = await newTicket(portal, 'Bozze');
    const luca = await onTicket(portal, people.luca, number);
    await field(luca).fill('risposta a metà');
    await luca.getByRole('button', { name: 'Nota interna' }).click();
    await field(luca).fill('nota a metà');
    await luca.reload();
    await expect.poll(() => field(luca).inputValue()).toBe('risposta a metà');
    await luca.getByRole('button', { name: 'Nota interna' }).click();
    expect(await field(luca).inputValue()).toBe('nota a metà');
  });

  it('refuses an over-long text before it leaves, counts it, and loses nothing', async () => {
    const number = await newTicket(portal, 'Testo lungo');
    const giulia = await onTicket(portal, people.giulia, number);
    await send(giulia, 'a'.repeat(10_001));
    await giulia.getByText('È troppo lungo: al massimo 10.000 caratteri, ora sono 10.001.').waitFor();
    await giulia.getByText('10.001 / 10.000').waitFor();
    expect((await field(giulia).inputValue()).length).toBe(10_001);
  });

  it('shows a message that the server refuses with the reason, and gives the text back', async () => {
    const number = await newTicket(portal, 'Chiuso nel frattempo');
    const giulia = await onTicket(beyond, people.giulia, number);
    tunnel.enter();
    await send(giulia, 'scritto fuori linea');
    await giulia.getByText('In coda: in attesa di connessione').waitFor({ timeout: 60_000 });
    const luca = await portal.program(people.luca);
    const ticket = await luca.client.query('sync', { ticket: number, follow: false });
    if (!ticket.ok) throw new Error(ticket.code);
    await luca.do('ticket.move', {
      ticket: ticket.data.ticket.id,
      to: 'discarded',
      reason: 'non ci riguarda',
    });
    tunnel.leave();
    await giulia.getByText('Non inviato.').waitFor({ timeout: 60_000 });
    await log(giulia).getByText('ha chiuso la richiesta perché non riguarda l’assistenza').waitFor();
    await giulia.getByText('scritto fuori linea').waitFor();
    await giulia.getByRole('button', { name: 'Elimina' }).click();
    await giulia.getByText('scritto fuori linea').waitFor({ state: 'detached' });
  });

  it('takes the ticket to the state chosen with the answer, and the customer confirms', async () => {
    const number = await newTicket(portal, 'Risolto con la risposta');
    const luca = await onTicket(portal, people.luca, number);
    const giulia = await onTicket(portal, people.giulia, number);
    await luca.getByRole('button', { name: 'Prendi in carico' }).click();
    await luca.getByLabel('Stato dopo l’invio').selectOption({ label: 'Risolto, da confermare' });
    await send(luca, 'Fatto: prova adesso');
    await giulia.getByText('Risolto: confermi?').first().waitFor();
    await giulia.getByRole('button', { name: 'Conferma la soluzione' }).click();
    await giulia.getByRole('dialog').getByRole('button', { name: 'Conferma', exact: true }).click();
    await log(luca).getByText('ha confermato la soluzione e chiuso il ticket').waitFor();
    await giulia.getByText(/se scrivi entro il .* si riapre/).waitFor();
    await send(giulia, 'Ancora una cosa');
    await log(luca).getByText('ha riaperto il ticket').waitFor();
  });

  it('says from when a customer may close', async () => {
    const giulia = await onTicket(portal, people.giulia, await newTicket(portal, 'Troppo presto'));
    await giulia.getByText(/Potrai chiuderlo tra \d+ minut/).waitFor();
  });
});

describe('changing a ticket', () => {
  it('asks for what a step needs and says in words what is missing', async () => {
    const number = await newTicket(portal, 'Al produttore');
    const luca = await onTicket(portal, people.luca, number);
    await luca.getByRole('button', { name: 'Prendi in carico' }).click();
    await luca.getByText('Preso in carico', { exact: true }).first().waitFor();
    await luca.getByRole('button', { name: 'Cambia stato' }).click();
    const dialog = luca.getByRole('dialog');
    await dialog.getByLabel('Inoltrato al produttore').check();
    await dialog.getByRole('button', { name: 'Conferma' }).click();
    await dialog.getByText('Questo campo è obbligatorio.').waitFor();
    await dialog.getByLabel('Produttore', { exact: true }).fill('ACME');
    await dialog.getByLabel('Riferimento del produttore').fill('X-7');
    await dialog.getByRole('button', { name: 'Conferma' }).click();
    await log(luca).getByText('ha inoltrato il ticket a ACME, rif. X-7').waitFor();
    await dialog.waitFor({ state: 'hidden' });
  });

  it('tells the second of two who take it who was first, and changes nothing', async () => {
    const number = await newTicket(portal, 'Due insieme');
    const luca = await onTicket(portal, people.luca, number);
    const anna = await onTicket(beyond, people.anna, number);
    tunnel.enter();
    await luca.getByRole('button', { name: 'Prendi in carico' }).click();
    await log(luca).getByText('ha preso in carico il ticket').waitFor();
    await anna.getByRole('button', { name: 'Prendi in carico' }).click();
    tunnel.leave();
    await anna.getByText('Lo ha già preso in carico un collega.').waitFor({ timeout: 60_000 });
    await anna.getByText('Operatore: Luca Moretti').waitFor();
  });

  it('lets a customer lower the priority and refuses none of it silently', async () => {
    const number = await newTicket(portal, 'Quanto preme');
    const giulia = await onTicket(portal, people.giulia, number);
    const luca = await onTicket(portal, people.luca, number);
    for (const page of [giulia, luca]) await page.getByRole('button', { name: 'Modifica dettagli' }).click();
    await giulia.getByLabel('Priorità').selectOption({ label: 'Bassa' });
    await log(luca).getByText('ha cambiato la priorità da «Normale» a «Bassa»').waitFor();
    expect(await luca.getByLabel('Priorità').inputValue()).toBe('low');
    await luca.getByLabel('Urgenza').selectOption({ label: 'Rossa' });
    await giulia.getByText('Urgenza rossa', { exact: true }).waitFor();
  });
});
