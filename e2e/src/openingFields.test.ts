import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

const NEW = '/tickets/new';
const alive = (page: Page) => page.getByText('in diretta').first().waitFor();
const send = (page: Page) => page.getByRole('button', { name: 'Invia ticket' });

const phone = (page: Page) => page.getByRole('textbox', { name: /^Telefono/ });

async function write(page: Page): Promise<string> {
  const words = `Stampa ferma ${randomUUID().slice(0, 8)}`;
  await page.getByLabel('Titolo').fill(words);
  await page.getByLabel('Descrizione').fill('Succede da ieri.');
  return words;
}

test('whoever wants a call says where; what was filled in stands beside the thread, on both sides', async () => {
  const page = await portal.signIn('marco@rossi.example', NEW);
  await alive(page);
  const words = await write(page);
  // What is known already is filled in.
  expect(await page.getByLabel('Persona da contattare').inputValue()).toBe('Marco Bassi');
  expect(await phone(page).inputValue()).toBe('+39 0422 000110');
  expect(await page.getByLabel('E-mail per gli avvisi').inputValue()).toBe('marco@rossi.example');
  await page.getByLabel('Impianto').selectOption('Business Paghe 26.2.0');
  await page.getByLabel('Tipo di richiesta').selectOption('Anomalia');
  await page.getByLabel('Modulo, programma o apparecchio').fill('Cedolini');
  await page.getByText('Il lavoro è fermo', { exact: true }).click();
  await page.getByText('Al telefono', { exact: true }).click();
  await page.getByLabel('Tecnico preferito').selectOption('Nadia Russo');
  expect(await violations(page)).toEqual([]);
  await phone(page).fill('');
  await send(page).click();
  await page.getByText('Questo campo è obbligatorio.').waitFor();
  expect(await phone(page).evaluate((field) => field === document.activeElement)).toBe(true);
  await phone(page).fill('interno 3');
  await send(page).click();
  await page.getByText(/^Questo numero di telefono non è valido/).waitFor();
  await phone(page).fill('0422 123456');
  await send(page).click();
  await page.waitForURL(/\/tickets\/\d+$/u);
  await page.getByRole('heading', { level: 1, name: words }).waitFor();
  const support = await portal.signIn('nadia@nordest.example', new URL(page.url()).pathname);
  for (const side of [page, support]) {
    const panel = side.getByRole('region', { name: 'Contatto' });
    await panel.getByText('+390422123456').waitFor();
    await panel.getByText('Al telefono').waitFor();
    await panel.getByText('Nadia Russo').waitFor();
    const subject = side.getByRole('region', { name: 'Oggetto' });
    await subject.getByText('Business Paghe 26.2.0').waitFor();
    await subject.getByText('Cedolini').waitFor();
    await subject.getByText('Il lavoro è fermo').waitFor();
  }
});

test('the only installation is fixed, also without script', async () => {
  const page = await portal.signIn('paolo@bianchi.example', NEW, { javaScriptEnabled: false });
  await page.getByText('Business 2026 26.2.4').waitFor();
  expect(await page.getByLabel('Impianto').count()).toBe(0);
  await write(page);
  await send(page).click();
  await page.waitForURL(/\/tickets\/\d+$/u);
  const paolo = await portal.program('paolo@bianchi.example');
  const number = Number(/\d+$/u.exec(page.url())?.[0]);
  const synced = await paolo.client.query('sync', { ticket: number, follow: false });
  expect(synced.ok && synced.data.ticket.details?.installation).toMatchObject({ version: '26.2.4' });
});
