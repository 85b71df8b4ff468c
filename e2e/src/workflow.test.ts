import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

const live = (page: Page): Promise<void> =>
  page.getByText('in diretta', { exact: true }).first().waitFor({ state: 'attached' });
const saveButton = (page: Page) => page.getByRole('button', { name: 'Salva il flusso' });

async function openTicket(): Promise<{ ticket: string; number: number }> {
  const marco = await portal.program('marco@rossi.example');
  return marco.do('ticket.open', {
    title: 'Scadenza registri',
    description: 'Entro quando rispondete?',
    category: 'accounting',
    subcategory: 'vat-registers',
  });
}

describe('the workflow page', () => {
  it('shows what a change means before it is saved, and refuses dead ends', async () => {
    const page = await portal.signIn('elena@nordest.example', '/settings/workflow');
    await live(page);
    await page.getByText('Nessun ticket aperto si sposta.').waitFor();
    expect(await violations(page)).toEqual([]);

    const vendor = page.getByRole('checkbox', { name: /^Inoltrato al produttore \d/ });
    await vendor.uncheck();
    await page.getByText(/ticket da «Inoltrato al produttore» a «In sviluppo»/).waitFor();
    await vendor.check();

    for (const way of await page.getByRole('checkbox', { name: /^Pianificato t11/ }).all())
      await way.uncheck();
    await page.getByText('A «Pianificato» non si arriva da nessuno stato.').waitFor();
    expect(await saveButton(page).isDisabled()).toBe(true);
    expect(await violations(page)).toEqual([]);
  });

  it('saves names that everybody sees at once, and takes them back', async () => {
    const page = await portal.signIn('elena@nordest.example', '/settings/workflow');
    await live(page);
    const { number, ticket } = await openTicket();
    await (await portal.program('luca@nordest.example')).do('ticket.take', { ticket });
    const desk = await portal.signIn('luca@nordest.example', `/tickets/${number}`);
    await live(desk);
    const name = page.getByLabel('Preso in carico: nome per Assistenza, italiano');
    await name.fill('Nel cestino della posta');
    await saveButton(page).click();
    const named = desk.getByText('Nel cestino della posta', { exact: true });
    await named.first().waitFor();

    const again = await portal.signIn('elena@nordest.example', '/settings/workflow');
    await live(again);
    await again.getByLabel('Preso in carico: nome per Assistenza, italiano').fill('');
    await saveButton(again).click();
    // A page loads again by itself once a minute at most, and then asks.
    await desk.getByRole('button', { name: 'Ricarica' }).click();
    await named.first().waitFor({ state: 'detached' });
  });

  it('is nobody else’s', async () => {
    for (const email of ['luca@nordest.example', 'giulia@rossi.example']) {
      const page = await portal.signIn(email, '/faq');
      const answer = await page.goto('/settings/workflow');
      expect(answer?.status()).toBe(404);
      expect(await page.getByRole('link', { name: 'Flusso di lavoro' }).count()).toBe(0);
    }
  });
});

it('a promised time stands on the ticket for both sides', async () => {
  const { number } = await openTicket();
  for (const email of ['marco@rossi.example', 'luca@nordest.example']) {
    const page = await portal.signIn(email, `/tickets/${number}`);
    await page
      .getByText(/^Presa in carico entro /)
      .first()
      .waitFor();
  }
});
