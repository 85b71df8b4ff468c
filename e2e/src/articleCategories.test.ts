import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

const CATEGORIES = '/articles/categories';
const live = (page: Page): Promise<void> =>
  page.getByText('in diretta', { exact: true }).first().waitFor({ state: 'attached' });
const elena = async (options = {}) => portal.signIn('elena@nordest.example', CATEGORIES, options);
const rows = (page: Page) => page.locator('form ol > li');
const row = (page: Page, name: string) =>
  rows(page).filter({ has: page.locator('summary', { hasText: name }) });
const save = (page: Page) => page.getByRole('button', { name: 'Salva le categorie' }).last();
const saved = (page: Page) => page.getByText('Le categorie sono salvate.');
const isNoWider = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('a category is added below another one, put in order, and read on the FAQ; then it is taken away again', async () => {
  const page = await elena();
  await live(page);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Aggiungi una categoria' }).click();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('it.new_1');
  await page.keyboard.type('Note di credito');
  const fresh = row(page, 'Note di credito');
  await fresh.getByLabel('Nome in inglese').fill('Credit notes');
  await fresh.getByLabel('Ricevuta').check();
  await fresh.getByLabel('Sta sotto').selectOption({ label: 'Fattura elettronica' });
  expect(await rows(page).nth(1).innerText()).toContain('Note di credito');
  expect(await violations(page)).toEqual([]);

  const first = row(page, 'Fattura elettronica').first();
  await first.getByRole('button', { name: 'Sposta giù: Fattura elettronica' }).press('Enter');
  // It went behind the next one, with what is below it.
  await expect.poll(() => rows(page).nth(1).innerText()).toContain('Fattura elettronica');
  expect(await rows(page).nth(2).innerText()).toContain('Note di credito');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    'Sposta giù: Fattura elettronica',
  );
  await save(page).click();
  await saved(page).waitFor();

  const reader = await portal.visit('/faq');
  const below = reader.getByRole('list', { name: 'Categorie di Fattura elettronica' });
  expect(await reader.locator('section.shelf h3').nth(1).innerText()).toBe('Fattura elettronica');
  expect(await violations(reader)).toEqual([]);
  await below.getByRole('link', { name: 'Note di credito' }).click();
  await reader.getByRole('heading', { name: 'Note di credito' }).waitFor();
  expect(new URL(reader.url()).pathname).toBe('/faq/topics/note-di-credito');
  const trail = reader.getByRole('navigation', { name: 'Percorso' });
  await trail.getByRole('link', { name: 'Fattura elettronica' }).waitFor();

  await fresh.locator('summary').click();
  await fresh.getByRole('button', { name: 'Togli questa categoria' }).click();
  await expect.poll(() => fresh.count()).toBe(0);
  await page.getByRole('button', { name: 'Sposta su: Fattura elettronica' }).click();
  await save(page).click();
  await saved(page).waitFor();
});

test('a category is dragged by its grip', async () => {
  const page = await elena();
  await live(page);
  const name = await rows(page).nth(0).locator('summary').innerText();
  await rows(page).nth(0).locator('.grip').dragTo(rows(page).nth(2));
  await expect.poll(() => rows(page).nth(2).locator('summary').innerText()).toBe(name);
});

test('without script the buttons arrange what is typed, and nothing is saved until it is told to be', async () => {
  const page = await elena({ javaScriptEnabled: false });
  const [name = ''] = (await rows(page).nth(1).locator('summary').innerText()).split('\n');
  await page.getByRole('button', { name: 'Aggiungi una categoria' }).click();
  const fresh = rows(page).last();
  await fresh.getByLabel('Nome in italiano').fill('Avvisi');
  await page.getByRole('button', { name: `Sposta su: ${name}` }).click();
  expect(await rows(page).nth(0).innerText()).toContain(name);
  expect(await rows(page).last().getByLabel('Nome in italiano').inputValue()).toBe('Avvisi');
  expect(await saved(page).count()).toBe(0);
  // It has no name in English yet: that is said, and nothing is lost.
  await save(page).click();
  await page.getByRole('alert').filter({ hasText: 'Avvisi' }).waitFor();
  await fresh.getByRole('button', { name: 'Togli questa categoria' }).click();
  await page.getByRole('button', { name: `Sposta giù: ${name}` }).click();
  await save(page).click();
  await saved(page).waitFor();
  expect(await rows(page).nth(1).innerText()).toContain(name);
});

test.each([
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
])('it is no wider than a window of $width, in the dark too', async (viewport) => {
  const page = await elena({ viewport, colorScheme: 'dark' });
  await rows(page).first().locator('summary').click();
  expect(await violations(page)).toEqual([]);
  expect(await isNoWider(page)).toBeLessThanOrEqual(0);
});

test('operators, who do not publish, have no such page', async () => {
  const luca = await portal.signIn('luca@nordest.example', '/articles');
  expect(await luca.getByRole('link', { name: 'Categorie', exact: true }).count()).toBe(0);
  expect((await luca.goto(CATEGORIES))?.status()).toBe(404);
});
