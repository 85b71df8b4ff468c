import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

const tabs = (page: Page) => page.getByRole('navigation', { name: 'Viste', exact: true });
const mine = (page: Page) => page.getByRole('region', { name: 'Le mie' }).getByRole('listitem');
const names = async (page: Page) =>
  (await mine(page).getByRole('link').allInnerTexts()).map((name) => name.trim());

/** Keeps a list under a name, from its own link. */
async function save(page: Page, list: string, name: string) {
  await page.goto(list);
  await page.getByRole('link', { name: 'Salva vista' }).click();
  await page.getByLabel('Nome', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Salva', exact: true }).first().click();
  await page.waitForURL(/\/tickets\?|\/desk\?/u);
}

describe('a saved view', () => {
  it('stands beside the others with its number, on every device, until it is removed; without script too', async () => {
    const page = await portal.signIn('paolo@bianchi.example', '/tickets?view=open', {
      javaScriptEnabled: false,
    });
    await save(page, '/tickets?view=all&priority=high&sort=created-asc', 'Alte dalla prima');
    expect(page.url()).toContain('sort=created-asc');
    expect(
      await tabs(page)
        .getByRole('link', { name: /Alte dalla prima/ })
        .getAttribute('aria-current'),
    ).toBe('page');
    await save(page, '/tickets?view=closed&priority=low', 'Chiuse basse');

    const other = await portal.signIn('paolo@bianchi.example', '/tickets?view=open');
    await tabs(other)
      .getByRole('link', { name: /Alte dalla prima/ })
      .click();
    await other.waitForURL(/priority=high/u);
    await other.getByRole('link', { name: 'Gestisci viste' }).click();
    await other.getByRole('button', { name: 'Sposta giù Alte dalla prima' }).click();
    await expect.poll(() => names(other)).toEqual(['Chiuse basse', 'Alte dalla prima']);
    await other.getByLabel('Nome di Chiuse basse').fill('Basse');
    await mine(other).first().getByRole('button', { name: 'Salva' }).click();
    await expect.poll(() => names(other)).toEqual(['Basse', 'Alte dalla prima']);
    expect(await violations(other)).toEqual([]);
    await other.getByRole('button', { name: 'Elimina Basse' }).click();
    await expect.poll(() => names(other)).toEqual(['Alte dalla prima']);
  });

  it('of a team is in the menu of its people, and counts by itself', async () => {
    const anna = await portal.signIn('anna@nordest.example', '/desk?view=unassigned');
    await anna.goto('/tickets/views?view=unassigned&category=payroll&page=desk');
    await anna.getByLabel('Nome', { exact: true }).fill('Paghe da prendere');
    await anna.getByLabel('Chi la vede', { exact: true }).selectOption({ value: 'payroll' });
    await anna.getByRole('button', { name: 'Salva', exact: true }).first().click();
    await anna.waitForURL(/\/desk\?/u);

    const nadia = await portal.signIn('nadia@nordest.example', '/desk?view=mine');
    const line = nadia
      .getByRole('navigation', { name: 'Menu principale' })
      .getByRole('link', { name: /Paghe da prendere/ });
    const number = async () => Number(/\d+/u.exec(await line.innerText())?.[0] ?? 0);
    const before = await number();
    const marco = await portal.program('marco@rossi.example');
    await marco.do('ticket.open', {
      title: 'Vista salvata: cedolino',
      description: 'Il cedolino non torna.',
      requestType: 'assistance',
      category: 'payroll',
      subcategory: 'payslips',
      priority: 'normal',
    });
    await expect.poll(number, { timeout: 15_000 }).toBe(before + 1);
    await line.click();
    await nadia.getByText('Vista salvata: cedolino').first().waitFor();
    await nadia.goto('/tickets/views');
    expect(await nadia.getByRole('button', { name: /Elimina/ }).count()).toBe(0);
  });
});
