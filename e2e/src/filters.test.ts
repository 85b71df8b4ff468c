import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

const rowsOf = (page: Page) => page.getByRole('article');
const titles = (page: Page) => rowsOf(page).getByRole('link').allInnerTexts();
const numberOf = (title: string): number => Number(/#(\d+)/.exec(title)?.[1]);
const addressOf = (page: Page) => new URL(page.url()).searchParams;

describe('the filters of a list', () => {
  it('stand in the address, all at once, and come back at the next visit until they are cleared', async () => {
    const page = await portal.signIn('giulia@rossi.example', '/tickets?view=all');
    await page.getByText('Altri filtri').click();
    const requester = page.getByLabel('Richiedente');
    const marco = requester.locator('option', { hasText: /^Marco / });
    await marco.waitFor({ state: 'attached' });
    await requester.selectOption(await marco.innerText());
    await page.waitForURL(/requester=[0-9a-f]{24}/u);
    await page.getByLabel('Tipo', { exact: true }).selectOption('Assistenza');
    await page.waitForURL(/requestType=assistance/u);
    await page.getByLabel('Aperto fino al').fill('2199-12-31');
    await page.getByLabel('Aperto fino al').press('Tab');
    await page.waitForURL(/to=2199-12-31/u);
    await page
      .getByRole('navigation', { name: 'Ordine' })
      .getByRole('link', { name: 'Data di apertura' })
      .click();
    await page.waitForURL(/sort=created/u);
    expect(addressOf(page).get('view')).toBe('all');
    const narrowed = await titles(page);
    expect(narrowed.length).toBeGreaterThan(0);
    const address = [...addressOf(page)].sort();

    await page.goto('/');
    await page
      .getByRole('navigation', { name: 'Menu principale' })
      .getByRole('link', { name: /^Ticket/ })
      .click();
    await page.waitForURL(/sort=created/u);
    expect([...addressOf(page)].sort()).toEqual(address);
    expect(await titles(page)).toEqual(narrowed);
    // On another device too.
    const elsewhere = await portal.signIn('giulia@rossi.example', '/tickets');
    expect([...addressOf(elsewhere)].sort()).toEqual(address);
    await page.getByRole('link', { name: 'Azzera filtri' }).click();
    await page.waitForURL((at) => !at.searchParams.has('requester'));
    await page.goto('/tickets');
    expect(addressOf(page).has('requester')).toBe(false);
    expect(addressOf(page).get('view')).toBe('all');
  });

  it('leave the order to links beside the list, which say and turn its direction', async () => {
    const page = await portal.signIn('giulia@rossi.example', '/tickets?view=all');
    const order = page.getByRole('navigation', { name: 'Ordine' });
    await order.getByRole('link', { name: 'Data di apertura' }).click();
    await page.waitForURL(/sort=created$/u);
    const newest = await titles(page);
    await order.getByRole('link', { name: 'Data di apertura, prima i più recenti' }).click();
    await page.waitForURL(/sort=created-asc/u);
    await order.getByRole('link', { name: 'Data di apertura, prima i più vecchi' }).waitFor();
    await expect.poll(async () => (await titles(page))[0]).not.toBe(newest[0]);
    // Each end of the list comes first in one of the two orders, and every page is in its order.
    const oldest = await titles(page);
    expect(oldest.map(numberOf)).toEqual(oldest.map(numberOf).toSorted((one, other) => one - other));
    expect(newest.map(numberOf)).toEqual(newest.map(numberOf).toSorted((one, other) => other - one));
  });

  it('give way to a link with an address, and say so when a part of it means nothing', async () => {
    const page = await portal.signIn('giulia@rossi.example', '/tickets?view=closed&priority=high');
    await page.goto('/tickets?view=open&number=1e9&from=ieri');
    await page.getByText('Una parte dell’indirizzo non vale più').waitFor();
    expect(addressOf(page).get('view')).toBe('open');
  });

  it('switch between one’s own tickets and colleagues’', async () => {
    const marco = await portal.program('marco@rossi.example');
    const title = 'Il registratore di cassa di Marco';
    await marco.do('ticket.open', {
      title,
      description: 'Non stampa lo scontrino.',
      category: 'accounting',
      subcategory: 'e-invoicing',
    });
    const page = await portal.signIn('giulia@rossi.example', '/tickets?view=all');
    const isListed = async () => (await titles(page)).some((one) => one.includes(title));
    await expect.poll(isListed, { timeout: 15_000 }).toBe(true);
    await page.getByText('Altri filtri').click();
    await page.getByLabel('Mostra', { exact: true }).selectOption('Solo i miei');
    await page.waitForURL(/show=own/u);
    await expect.poll(isListed, { timeout: 15_000 }).toBe(false);
  });

  it('are found faultless by axe, in a list and on the desk', async () => {
    const page = await portal.signIn('giulia@rossi.example', '/tickets?view=all&requestType=assistance');
    expect(await violations(page)).toEqual([]);
    // So tall that no row lies half under the bar at the bottom, where it could not be pressed.
    const phone = { viewport: { width: 390, height: 6_000 } };
    const luca = await portal.signIn(
      'luca@nordest.example',
      '/tickets?view=open&requestType=assistance',
      phone,
    );
    expect(await violations(luca)).toEqual([]);
  });
});

describe('a list as a table', () => {
  it('has every ticket of the list and no other (EXP-02)', async () => {
    const page = await portal.signIn('giulia@rossi.example', '/tickets?view=closed');
    const link = page.getByRole('link', { name: 'Esporta CSV' });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('ticket.csv');
    const answer = await page.request.get('/tickets/export.csv?view=closed');
    const text = (await answer.body()).toString('utf8');
    expect(text.startsWith('\uFEFF"Numero";"Titolo";')).toBe(true);
    const shown = (await titles(page)).map((title) => /#(\d+)/u.exec(title)?.[1]);
    const numbers = [...text.matchAll(/^(\d+);/gmu)].map(([, number]) => number);
    expect(numbers.slice(0, shown.length)).toEqual(shown);
    expect(text).not.toContain('Verdi Logistica');
  });

  it('is not for strangers', async () => {
    const page = await portal.visit('/faq');
    const answer = await page.request.get('/tickets/export.csv', { maxRedirects: 0 });
    expect(answer.status()).toBe(303);
    expect((await page.request.get('/tickets/people.json', { maxRedirects: 0 })).status()).toBe(303);
  });
});
