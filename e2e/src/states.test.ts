import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';
import { log, newTicket, onTicket, people, send } from './ticketPage.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

const head = (page: Page) => page.locator('header.head');
const stateIs = (page: Page, word: string | RegExp): Promise<void> =>
  head(page).getByText(word).first().waitFor();
/** A day two weeks from now, as a date field takes it. */
const laterDay = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10);

/** Opens the dialog of states and chooses one. */
async function moving(page: Page, name: string) {
  await page.getByRole('button', { name: 'Cambia stato' }).click();
  const dialog = page.getByRole('dialog', { name: 'Cambia stato' });
  await dialog.getByRole('radio', { name: new RegExp(`^${name}`, 'u') }).check();
  return dialog;
}
const confirm = (dialog: ReturnType<Page['getByRole']>): Promise<void> =>
  dialog.getByRole('button', { name: 'Conferma', exact: true }).click();

/** A ticket that Luca has in charge, on his page and the customer's. */
async function inCharge(title: string): Promise<{ luca: Page; giulia: Page; number: number }> {
  const number = await newTicket(portal, title);
  const luca = await onTicket(portal, people.luca, number);
  await luca.getByRole('button', { name: 'Prendi in carico' }).click();
  await stateIs(luca, 'Preso in carico');
  return { luca, giulia: await onTicket(portal, people.giulia, number), number };
}

describe('an operator', () => {
  it('forwards a ticket to the producer with its reference, which the customer never reads, and takes it back (t10)', async () => {
    const { luca, giulia } = await inCharge('Al produttore');
    const dialog = await moving(luca, 'Inoltrato al produttore');
    await confirm(dialog);
    // What is missing is said under its field, and nothing happens.
    expect(await dialog.getByLabel('Produttore', { exact: true }).getAttribute('aria-invalid')).toBe('true');
    await dialog.getByLabel('Produttore', { exact: true }).fill('Casa Madre S.p.A.');
    await dialog.getByLabel('Riferimento del produttore').fill('CM-4711');
    expect(await violations(luca)).toEqual([]);
    await confirm(dialog);
    await stateIs(luca, 'Inoltrato al produttore');
    await luca.getByText('Casa Madre S.p.A., CM-4711').first().waitFor();
    await stateIs(giulia, 'Inoltrato al produttore');
    expect(await giulia.getByText('CM-4711').count()).toBe(0);
    await confirm(await moving(luca, 'In lavorazione'));
    await stateIs(giulia, 'In lavorazione');
  });

  it('plans a ticket for a day that both read, and puts it back to work before it comes (t11, t12)', async () => {
    const { luca, giulia } = await inCharge('Da pianificare');
    const dialog = await moving(luca, 'Pianificato');
    await confirm(dialog);
    expect(await dialog.getByLabel('Giorno').getAttribute('aria-invalid')).toBe('true');
    await dialog.getByLabel('Giorno').fill(laterDay);
    await confirm(dialog);
    await stateIs(luca, /^Pianificato/u);
    await stateIs(giulia, /^Pianificato per il/u);
    await confirm(await moving(luca, 'In lavorazione'));
    await stateIs(giulia, 'In lavorazione');
    expect(await giulia.getByText(/^Pianificato per il/u).count()).toBe(0);
  });

  it('says of a thank-you that it needs no answer: the ticket is where it was, and it can be taken back', async () => {
    const { luca, giulia } = await inCharge('Grazie');
    await luca.getByLabel('Messaggio', { exact: true }).fill('Risolto così.');
    const answered = await moving(luca, 'Risolto, da confermare');
    await answered.getByLabel('Testo per il cliente').fill('Risolto così.');
    await confirm(answered);
    await stateIs(giulia, 'Risolto: confermi?');
    await send(giulia, 'Grazie mille!');
    await stateIs(luca, 'Preso in carico');
    await luca.getByRole('button', { name: 'Altre azioni' }).click();
    await luca.getByRole('menuitem', { name: 'Nessuna risposta necessaria' }).click();
    await stateIs(luca, /^Risolto/u);
    await stateIs(giulia, 'Risolto: confermi?');
    await log(luca)
      .getByText(/non serve una risposta/u)
      .first()
      .waitFor();
    await luca.getByRole('button', { name: 'Altre azioni' }).click();
    await luca.getByRole('menuitem', { name: 'Serve una risposta' }).click();
    await stateIs(luca, 'Preso in carico');
  });
});

describe('a customer', () => {
  it('confirms a solution and says how it went, which support reads; and reopens with a message (t14, t19)', async () => {
    const { luca, giulia } = await inCharge('Com’è andata');
    const answered = await moving(luca, 'Risolto, da confermare');
    await answered.getByLabel('Testo per il cliente').fill('Provi adesso.');
    await confirm(answered);
    await giulia.getByRole('button', { name: 'Conferma la soluzione' }).click();
    const dialog = giulia.getByRole('dialog', { name: 'Cambia stato' });
    await dialog.getByRole('radio', { name: 'Bene', exact: true }).check();
    await dialog.getByLabel('Perché (se vuoi)').fill('Un po’ lenti');
    expect(await violations(giulia)).toEqual([]);
    await confirm(dialog);
    await stateIs(giulia, 'Chiuso');
    await log(luca)
      .getByText(/ha detto com’è andata: Bene \(4 su 5\)/u)
      .waitFor();
    await luca.getByRole('complementary', { name: 'Dettagli' }).getByText('“Un po’ lenti”').waitFor();

    // From the details it can be changed later.
    const details = giulia.getByRole('complementary', { name: 'Dettagli' });
    await details.getByRole('button', { name: 'Cambia il voto' }).click();
    await details.getByRole('radio', { name: 'Molto bene' }).check();
    expect(await violations(giulia)).toEqual([]);
    await details.getByRole('button', { name: 'Invia il giudizio' }).click();
    await log(luca)
      .getByText(/Molto bene \(5 su 5\)/u)
      .waitFor();

    await send(giulia, 'Si è ripresentato');
    await stateIs(giulia, 'Preso in carico');
    await stateIs(luca, 'Preso in carico');
  });
});

describe('the desk', () => {
  it('has a view of what is late, with its number, in which axe finds nothing', async () => {
    const luca = await portal.signIn(people.luca, '/desk?view=overdue');
    await luca.getByRole('heading', { level: 1, name: 'Fuori tempo' }).waitFor({ state: 'attached' });
    await luca.getByRole('link', { name: /^Fuori tempo/u }).waitFor();
    expect(await violations(luca)).toEqual([]);
  });

  it('opens the details of a ticket in its pane, with the tickets that it is tied to', async () => {
    const [one, other] = [await newTicket(portal, 'Legato uno'), await newTicket(portal, 'Legato due')];
    const program = await portal.program(people.luca);
    const answer = await program.client.query('list', { view: 'all', number: one });
    const ticket = answer.ok ? (answer.data.rows[0]?.ticket.id ?? '') : '';
    await program.do('ticket.link', { ticket, to: other });
    const anna = await portal.signIn(people.anna, `/desk?view=open&open=${one}`);
    const pane = anna.getByRole('region', { name: `Ticket #${one}` });
    await pane.getByRole('button', { name: 'Mostra i dettagli' }).click();
    const details = anna.getByRole('dialog', { name: `Dettagli: #${one}` });
    await details.getByRole('link', { name: /Legato due/u }).waitFor();
    expect(await violations(anna)).toEqual([]);
    await anna.keyboard.press('Escape');
    await details.waitFor({ state: 'detached' });
  });
});
