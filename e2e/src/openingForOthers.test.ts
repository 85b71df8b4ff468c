import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortal, type Portal } from './portal.ts';

let portal: Portal;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

/** The page hears of changes. */
const alive = (page: Page): Promise<void> =>
  page.getByText('in diretta').first().waitFor({ state: 'attached' });

test('support opens one for a person of a company, who sees it appear in the list', async () => {
  const marco = await portal.signIn('marco@rossi.example', '/tickets?view=open');
  await alive(marco);
  const luca = await portal.signIn('luca@nordest.example', '/tickets/new');
  await alive(luca);
  const title = luca.getByLabel('Titolo');
  const send = luca.getByRole('button', { name: 'Invia ticket' });
  const words = `Chiamata al telefono ${crypto.randomUUID().slice(0, 8)}`;
  await title.fill(words);
  await luca.getByLabel('Descrizione').fill('Mi ha chiamato: la stampa dei registri resta a metà.');
  await send.click();
  // For whom is not known by itself.
  await luca.getByText('Questo campo è obbligatorio.').first().waitFor();
  expect(await title.inputValue()).toBe(words);
  await luca.getByLabel('Azienda', { exact: true }).selectOption('Rossi Impianti S.r.l.');
  const whom = luca.getByLabel('Richiedente', { exact: true });
  expect(await whom.getByRole('option', { name: 'Paolo Bianchi' }).count()).toBe(0);
  await whom.selectOption('Marco Bassi');
  await send.click();
  await luca.waitForURL(/\/tickets\/\d+$/u);
  const row = marco
    .getByRole('list', { name: 'Elenco dei ticket' })
    .getByRole('listitem')
    .filter({ hasText: words });
  await row.waitFor();
  await row.getByText('Marco Bassi').first().waitFor();
  await row.getByText('!!').waitFor();
  await row.getByRole('link').first().click();
  await marco.getByRole('heading', { level: 1, name: words }).waitFor();
  await marco.getByRole('log', { name: 'Conversazione' }).getByText('la stampa dei registri').waitFor();
  const paolo = await portal.program('paolo@bianchi.example');
  const foreign = await paolo.client.query('sync', {
    ticket: Number(/\d+$/u.exec(luca.url())?.[0]),
    follow: false,
  });
  expect(foreign).toMatchObject({ ok: false, code: 'not_found' });
});
