import { servers } from '@sportello/services/testing';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';
import { type RunningPortal, startPortal } from './setup/startPortal.ts';

// The form is everybody’s: it is changed in a portal of its own.
let running: RunningPortal;
let portal: Portal;
beforeAll(async () => {
  running = await startPortal(servers());
  portal = await openPortal({ url: running.url });
}, 240_000);
afterAll(async () => {
  await portal?.close();
  await running?.stop();
});

const SETTINGS = '/settings/form';
const live = (page: Page): Promise<void> =>
  page.getByText('in diretta', { exact: true }).first().waitFor({ state: 'attached' });
const elena = async (options = {}) => portal.signIn('elena@nordest.example', SETTINGS, options);
const save = (page: Page) => page.getByRole('button', { name: 'Salva il modulo' }).click();
const back = (page: Page) => page.getByRole('button', { name: 'Torna al modulo di Completo' });
const module = 'Modulo, programma o apparecchio';

test('names, order and what is mandatory are seen beside it, and reach a form that is being filled in', async () => {
  const writer = await portal.signIn('paolo@bianchi.example', '/tickets/new');
  await live(writer);
  await writer.getByLabel('Titolo').fill('Sto scrivendo');
  await writer.getByLabel('Descrizione').fill('Mentre cambiano il modulo.');

  const page = await elena();
  await live(page);
  expect(await violations(page)).toEqual([]);
  await page.getByLabel(`Come si chiede: ${module}`).selectOption('Obbligatorio');
  await page.getByLabel(`${module}: nome in italiano`).fill('Apparecchio');
  const preview = page.getByRole('region', { name: 'Anteprima' });
  await preview.getByText('Apparecchio').waitFor();
  const first = page.getByRole('listitem').filter({ has: page.getByLabel('Come si chiede: Impianto') });
  expect(await page.locator('form ol > li').first().innerText()).toContain('Impianto');
  await first.getByRole('button', { name: 'Sposta giù: Impianto' }).press('Enter');
  expect(await page.locator('form ol > li').first().innerText()).toContain('Tipo di richiesta');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    'Sposta giù: Impianto',
  );
  await save(page);

  await writer.getByLabel('Apparecchio').waitFor();
  expect(await writer.getByLabel('Titolo').inputValue()).toBe('Sto scrivendo');
  await writer.getByRole('button', { name: 'Invia ticket' }).click();
  await expect.poll(() => writer.getByLabel('Apparecchio').getAttribute('aria-invalid')).toBe('true');

  const again = await elena();
  await back(again).click();
  await back(again).waitFor({ state: 'detached' });
});

test('a row is dragged by its grip', async () => {
  const page = await elena();
  await live(page);
  const rows = page.locator('form ol > li');
  await rows.nth(0).locator('.grip').dragTo(rows.nth(2));
  await expect.poll(() => rows.nth(2).innerText()).toContain('Impianto');
});

test('it works without script, and nobody saves over a change that they have not seen', async () => {
  const [one, other] = [await elena({ javaScriptEnabled: false }), await elena({ javaScriptEnabled: false })];
  await one.getByLabel(`Come si chiede: ${module}`).selectOption('Nascosto');
  await save(one);
  await one.getByText('Il modulo è salvato.').waitFor();
  expect(await one.getByLabel(`Come si chiede: ${module}`).inputValue()).toBe('hidden');
  await other.getByLabel('Come si chiede: Telefono').selectOption('Nascosto');
  await save(other);
  await other.getByRole('alert').first().waitFor();
  expect(await other.getByLabel('Come si chiede: Telefono').inputValue()).toBe('hidden');
  await back(one).click();
  await one.getByText('Il modulo è salvato.').waitFor();
});

test('it is nobody else’s', async () => {
  for (const email of ['luca@nordest.example', 'giulia@rossi.example']) {
    const page = await portal.signIn(email, '/faq');
    expect((await page.goto(SETTINGS))?.status()).toBe(404);
    expect(await page.getByRole('link', { name: 'Modulo del ticket' }).count()).toBe(0);
  }
});

test.each([
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
])('it is no wider than a window of $width, in the dark too', async (viewport) => {
  const page = await elena({ viewport, colorScheme: 'dark' });
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});
