import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

/** Looks through the mails of the demo until one with these words is there, and opens it. */
async function openMail(page: Page, to: string, subject: string): Promise<void> {
  const link = page.getByRole('link', { name: subject });
  await expect
    .poll(
      async () => {
        await page.goto(`/dev/mail?to=${encodeURIComponent(to)}`);
        return link.count();
      },
      { timeout: 40_000, interval: 500 },
    )
    .toBeGreaterThan(0);
  await link.first().click();
  await page.waitForURL(/\/dev\/mail\/./u);
}

test('a customer finds the mail about a ticket, and ends these mails without script and without signing in', async () => {
  const title = `Stampa etichette ${Date.now()}`;
  const paolo = await portal.program('paolo@bianchi.example');
  const { number } = await paolo.do('ticket.open', {
    title,
    description: 'La stampante <b>non</b> risponde',
    category: 'accounting',
    subcategory: 'e-invoicing',
  });
  const page = await portal.visit('/dev/mail', { javaScriptEnabled: false });
  await openMail(page, 'paolo@bianchi.example', `[#${number}] ${title}`);
  const letter = page.frameLocator('iframe');
  expect(await letter.getByText('La stampante <b>non</b> risponde').count()).toBe(1);
  expect(await letter.getByRole('link', { name: 'Apri il ticket' }).getAttribute('href')).toBe(
    `${portal.url}/tickets/${number}?at=1#entry-${number}-1`,
  );
  const link = await letter.getByRole('link', { name: 'Non voglio più queste mail' }).getAttribute('href');
  const stranger = await portal.visit(link ?? '', { javaScriptEnabled: false });
  expect(await stranger.getByText('paolo').count()).toBe(0);
  await stranger.getByRole('button', { name: 'Non mandatemi più mail' }).click();
  await stranger.getByRole('heading', { name: 'Fatto' }).waitFor();
  await stranger.getByRole('button', { name: 'Ricomincia a mandarmele' }).click();
  await stranger.getByText('arrivano di nuovo').waitFor();
  expect((await stranger.goto(`${link?.slice(0, -4)}AAAA`))?.status()).toBe(410);
  await stranger.getByRole('heading', { name: 'Collegamento non valido' }).waitFor();
});

test('the pages about mails can be used by everybody', async () => {
  const page = await portal.visit('/dev/mail');
  expect(await violations(page)).toEqual([]);
  await page.goto('/unsubscribe/x');
  expect(await violations(page)).toEqual([]);
});
