import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';
import { people } from './ticketPage.ts';

let portal: Portal;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

const field = (page: Page): Locator => page.getByRole('combobox', { name: 'Cerca' });
const recent = (page: Page): Locator => page.getByRole('listbox', { name: 'Ricerche recenti' });
const results = (page: Page): Locator => page.getByRole('listbox', { name: 'Risultati' });
const alive = (page: Page): Promise<void> =>
  page.getByText('in diretta').first().waitFor({ state: 'attached' });

/** Searches, and opens the first article that is found. */
async function searchAndOpen(page: Page, q: string): Promise<void> {
  await field(page).fill(q);
  await results(page).getByRole('group', { name: 'Articoli' }).getByRole('option').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/faq/*');
  await expect.poll(() => field(page).inputValue()).toBe('');
}

describe('what was searched for last', () => {
  it('is offered again under the empty field, by keyboard, and searched for in place without a reload', async () => {
    const page = await portal.signIn(people.giulia, '/faq/fattura-scartata-cosa-fare-in-5-giorni');
    await alive(page);
    await searchAndOpen(page, 'cedolini');
    await searchAndOpen(page, 'bolla');
    await page.evaluate(() => Object.assign(window, { notReloaded: true }));
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('/');
    await recent(page).waitFor();
    expect(await recent(page).getByRole('option').allInnerTexts()).toEqual(['bolla', 'cedolini']);
    expect(await violations(page)).toEqual([]);
    const address = page.url();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await results(page)
      .getByRole('option', { name: /edolin/ })
      .first()
      .waitFor();
    expect(await field(page).inputValue()).toBe('cedolini');
    expect(page.url()).toBe(address);
    expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true);
  });

  it('is forgotten when asked, and with everything else when somebody signs out', async () => {
    const page = await portal.signIn(people.giulia, '/faq/fattura-scartata-cosa-fare-in-5-giorni');
    await alive(page);
    await searchAndOpen(page, 'cedolini');
    await page.getByRole('heading', { level: 1 }).click();
    await field(page).focus();
    await recent(page).waitFor();
    await page.getByRole('button', { name: 'Dimentica', exact: true }).click();
    await recent(page).waitFor({ state: 'detached' });
    await searchAndOpen(page, 'inventario');
    const kept = () => page.evaluate(() => JSON.stringify({ ...localStorage }));
    expect(await kept()).toContain('inventario');
    await page.getByRole('button', { name: /Il tuo account/ }).click();
    await page.getByRole('button', { name: 'Esci' }).click();
    await page.waitForURL('**/login');
    expect(await kept()).not.toContain('inventario');
  });
});

describe('sections of what is found while typing', () => {
  it('are narrowed in place, and the rest of one is a click away with its address', async () => {
    const page = await portal.signIn(people.luca, '/faq/fattura-scartata-cosa-fare-in-5-giorni');
    await alive(page);
    await field(page).fill('cedolini');
    await results(page).getByRole('group', { name: 'Ticket' }).waitFor();
    const chips = page.getByRole('group', { name: 'Dove' });
    await chips.getByRole('button', { name: 'Articoli' }).click();
    await results(page).getByRole('group', { name: 'Ticket' }).waitFor({ state: 'detached' });
    await results(page).getByRole('group', { name: 'Articoli' }).waitFor();
    expect(await chips.getByRole('button', { name: 'Articoli' }).getAttribute('aria-pressed')).toBe('true');
    expect(await violations(page)).toEqual([]);
    await results(page).getByRole('option', { name: 'Tutti i risultati' }).click();
    await page.waitForURL('**/search?q=cedolini&in=articles');
  });
});
