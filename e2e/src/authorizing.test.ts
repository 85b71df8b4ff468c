import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

async function ask(title: string): Promise<number> {
  const sara = await portal.program('sara@rossi.example');
  const { number } = await sara.do('ticket.open', {
    title,
    description: 'Ci serve una postazione in più.',
    category: 'accounting',
    subcategory: 'vat-registers',
  });
  return number;
}
const rowOf = (page: Page, number: number) => page.getByRole('listitem').filter({ hasText: `#${number}` });
const subject = (words: string): string => `${words} ${crypto.randomUUID().slice(0, 8)}`;

it('an administrator says yes on the home page and no, with the reason, in the list; axe finds nothing', async () => {
  const page = await portal.signIn('giulia@rossi.example', '/');
  await page.getByText('in diretta', { exact: true }).first().waitFor({ state: 'attached' });
  const wanted = await ask(subject('Postazione nuova'));
  await page.getByRole('button', { name: `Autorizza #${wanted}` }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: `Autorizza #${wanted}` }).click();
  await page.getByText(`#${wanted} autorizzato: l’assistenza lo ha ricevuto.`).waitFor();
  await page.getByRole('button', { name: `Autorizza #${wanted}` }).waitFor({ state: 'detached' });

  const unwanted = await ask(subject('Sedia nuova'));
  await page
    .getByRole('link', { name: /Da autorizzare/ })
    .first()
    .click();
  await page.waitForURL(/view=authorize/u);
  const row = rowOf(page, unwanted);
  await row.getByRole('button', { name: `Rifiuta #${unwanted}` }).click();
  await row.getByRole('button', { name: 'Rifiuta la richiesta' }).click();
  await row.getByText('motivo').last().waitFor();
  await row.getByLabel(/Motivo, che Sara Neri leggerà/).fill('Ne abbiamo tre in magazzino');
  expect(await violations(page)).toEqual([]);
  await row.getByRole('button', { name: 'Rifiuta la richiesta' }).click();
  await page.getByText(`#${unwanted} rifiutato: Sara Neri legge il motivo.`).waitFor();

  const sara = await portal.signIn('sara@rossi.example', `/tickets/${unwanted}`);
  await sara.getByText('Ne abbiamo tre in magazzino').first().waitFor();
});

it('whoever comes second is told who decided', async () => {
  const number = await ask(subject('Monitor'));
  const page = await portal.signIn('giulia@rossi.example', '/tickets?view=authorize');
  const row = rowOf(page, number);
  // The pointer is on the list: its rows stay while somebody else decides.
  await row.hover();
  const giulia = await portal.program('giulia@rossi.example');
  const list = await giulia.client.query('list', { view: 'authorize', number });
  const ticket = list.ok ? list.data.rows[0]?.ticket.id : undefined;
  await page.context().setOffline(true);
  await giulia.do('ticket.move', { ticket: ticket ?? '', to: 'new' });
  await row.getByRole('button', { name: `Autorizza #${number}` }).click();
  await page.context().setOffline(false);
  await page.getByText(`#${number}: Giulia Ferri lo ha già autorizzato.`).waitFor();
});
