import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

const link = (fields: Record<string, string>) => `/tickets/new?${new URLSearchParams(fields)}`;
const title = (page: Page) => page.getByLabel('Titolo');
const description = (page: Page) => page.getByLabel('Descrizione');
const alive = (page: Page) => page.getByText('in diretta').first().waitFor();
const part = (page: Page, words: string) =>
  page.getByRole('region', { name: 'Dal programma' }).getByRole('listitem').filter({ hasText: words });

async function signInHere(page: Page, password: string) {
  await page.getByLabel('E-mail').fill('marco@rossi.example');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Accedi', exact: true }).click();
}

test('another program opens the form filled: it survives signing in, a wrong password too, and support reads it', async () => {
  const error = 'Errore 00404 <b>codice fiscale</b> & "altro"';
  const page = await portal.visit(
    link({ program: 'Business 2026', screen: 'doc320q', version: '26.3.1', error, role: 'admin' }),
  );
  await signInHere(page, 'sbagliata');
  await page.getByRole('alert').first().waitFor();
  await signInHere(page, 'prova-sportello');
  await part(page, 'doc320q').waitFor();
  await part(page, error).waitFor();
  await alive(page);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Togli: Versione' }).click();
  expect(await part(page, '26.3.1').count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Togli: Errore');
  // What was taken away stays away, also after a reload with nothing written, and after a session that ended.
  await page.reload();
  await alive(page);
  await part(page, 'doc320q').waitFor();
  await expect.poll(() => part(page, '26.3.1').count()).toBe(0);
  await title(page).fill(`Dal programma ${randomUUID().slice(0, 8)}`);
  await description(page).fill('Si ferma qui.');
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Invia ticket' }).click();
  await page.waitForURL('**/login?**');
  await signInHere(page, 'prova-sportello');
  await part(page, 'doc320q').waitFor();
  await expect.poll(() => description(page).inputValue()).toBe('Si ferma qui.');
  expect(await part(page, '26.3.1').count()).toBe(0);
  await page.getByRole('button', { name: 'Invia ticket' }).click();
  await page.waitForURL(/\/tickets\/\d+$/u);
  const desk = await portal.signIn('luca@nordest.example', new URL(page.url()).pathname);
  await desk.getByText('doc320q').filter({ visible: true }).first().waitFor();
  await desk.getByText(error).filter({ visible: true }).first().waitFor();
});

test('it works without script, and what is too long is cut and told', async () => {
  const page = await portal.signIn('giulia@rossi.example', link({ error: 'e'.repeat(600) }), {
    javaScriptEnabled: false,
  });
  await page.getByText('ne abbiamo tenuto l’inizio').waitFor();
  await title(page).fill('Errore lungo');
  await description(page).fill('Arriva dal programma.');
  await page.getByRole('button', { name: 'Invia ticket' }).click();
  await page.waitForURL(/\/tickets\/\d+$/u);
});

test('a draft that was being written is offered, not overwritten, and neither of the two gets lost', async () => {
  const page = await portal.signIn('marco@rossi.example', '/tickets/new');
  await alive(page);
  await title(page).fill('Bozza di prima');
  await page.goto(link({ program: 'Paghe', title: 'Dal programma' }));
  await page.getByText('C’è una bozza che avevi lasciato a metà: «Bozza di prima».').waitFor();
  expect(await title(page).inputValue()).toBe('Dal programma');
  await description(page).fill('Scritto qui.');
  await page.reload();
  await page.getByRole('button', { name: 'Riprendila' }).click();
  expect(await title(page).inputValue()).toBe('Bozza di prima');
  await page.getByText('C’è una bozza che avevi lasciato a metà: «Dal programma».').waitFor();
  await page.getByRole('button', { name: 'Riprendila' }).click();
  expect(await description(page).inputValue()).toBe('Scritto qui.');
  await part(page, 'Paghe').waitFor();
});

test('the way back after signing in never leaves the portal', async () => {
  for (const to of [
    'https://evil.example/tickets/new',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
  ]) {
    const page = await portal.signIn('marco@rossi.example', to);
    expect(new URL(page.url()).origin).toBe(new URL(portal.url).origin);
  }
});
