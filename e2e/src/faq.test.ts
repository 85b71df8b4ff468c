import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';

let portal: Portal;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

const PUBLIC = '/faq/fattura-scartata-cosa-fare-in-5-giorni';
const SHELF = '/faq/topics/e-invoicing';
const FOR_CUSTOMERS = '/faq/errore-217-modulo-non-trovato';
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };

/** The page as it was sent, whatever the script does with it afterwards. */
async function sent(page: Page, path: string, headers: Record<string, string> = {}) {
  const response = await page.request.get(path, { headers });
  return { status: response.status(), headers: response.headers(), html: await response.text() };
}

describe('a visitor', () => {
  test('browses by category and reads an article to its end', async () => {
    const page = await portal.visit('/faq');
    expect(await page.locator('section.shelf h3').allTextContents()).toHaveLength(8);
    for (const [list, count] of [
      ['I più utili', 8],
      ['Nuovi e aggiornati', 6],
    ] as const)
      expect(await page.getByRole('region', { name: list }).getByRole('link').count()).toBe(count);
    await page
      .getByRole('region', { name: 'Fattura elettronica' })
      .getByRole('link', { name: /^Tutte le \d+ risposte/ })
      .click();
    await page.getByRole('heading', { level: 1, name: 'Fattura elettronica' }).waitFor();
    await page.getByRole('link', { name: 'Fattura scartata: cosa fare in 5 giorni' }).click();
    await page.getByRole('heading', { level: 1, name: 'Fattura scartata: cosa fare in 5 giorni' }).waitFor();
    await page
      .getByRole('navigation', { name: 'In questa pagina' })
      .getByRole('link', { name: '2. Correggi' })
      .click();
    const corrections = page.getByRole('heading', { name: '2. Correggi' });
    await expect
      .poll(() => corrections.evaluate((heading) => heading.getBoundingClientRect().top < innerHeight / 2), {
        timeout: 15_000,
      })
      .toBe(true);
    await page.getByRole('link', { name: 'Nota di credito: totale o solo la differenza?' }).click();
    await page.getByRole('heading', { level: 1, name: /Nota di credito/ }).waitFor();
    const crumbs = page.getByRole('navigation', { name: 'Percorso' });
    await crumbs.getByRole('link', { name: 'Fattura elettronica' }).click();
    await page.getByRole('heading', { level: 1, name: 'Fattura elettronica' }).waitFor();
  });

  test('reads without script: everything is in the page as it is sent', async () => {
    const page = await portal.visit(PUBLIC, { javaScriptEnabled: false });
    await page.getByRole('heading', { name: 'E se i 5 giorni sono passati?' }).waitFor();
    const { html } = await sent(page, PUBLIC);
    expect(html).toContain(`<link rel="canonical" href="${portal.url}${PUBLIC}"`);
    expect(html).toMatch(/<meta name="description" content="Una fattura scartata/u);
    await page.getByRole('link', { name: 'Accedi' }).click();
    await page.getByLabel('E-mail').fill('giulia@rossi.example');
    await page.getByLabel('Password', { exact: true }).fill('prova-sportello');
    await page.getByRole('button', { name: 'Accedi', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Fattura scartata: cosa fare in 5 giorni' }).waitFor();
  });

  test('cannot tell an article that is not for visitors from one that does not exist', async () => {
    const page = await portal.visit('/faq');
    expect(await page.getByText('Errore 217').count()).toBe(0);
    const [hidden, missing] = await Promise.all([sent(page, FOR_CUSTOMERS), sent(page, '/faq/non-esiste')]);
    expect(hidden.status).toBe(404);
    expect(missing.status).toBe(404);
    const words = (html: string) =>
      html
        .replace(/<script[\s\S]*?<\/script>/gu, '')
        .replaceAll(/errore-217-modulo-non-trovato|non-esiste/gu, '')
        .replace(/nonce="[^"]*"/gu, '');
    expect(words(hidden.html)).toBe(words(missing.html));
    await page.goto(FOR_CUSTOMERS);
    await page.getByRole('heading', { name: 'Articolo non trovato' }).waitFor();
    const inside = await portal.signIn('marco@rossi.example', FOR_CUSTOMERS);
    await inside.getByRole('heading', { level: 1, name: /Errore 217/ }).waitFor();
  });

  test('is told what exists in another language only', async () => {
    const page = await portal.visit('/faq', { locale: 'en-GB' });
    await page.getByRole('heading', { level: 1, name: 'Frequently asked questions' }).waitFor();
    const italian = page.getByRole('link', { name: /Lettori e terminali/ });
    await italian.getByText('Italian only').waitFor();
    await italian.click();
    await page.getByRole('article').getByText('Italian only').waitFor();
    expect(await page.getByRole('article').getAttribute('lang')).toBe('it');
  });

  test('may have pages kept for a moment; nobody else may', async () => {
    const visitor = await portal.visit('/faq');
    for (const path of ['/faq', SHELF, PUBLIC]) {
      const { headers } = await sent(visitor, path);
      expect(headers['cache-control']).toMatch(/^public, max-age=\d+$/u);
      expect(headers['vary']).toMatch(/Cookie/iu);
    }
    const inside = await portal.signIn('marco@rossi.example', '/faq');
    for (const path of ['/faq', PUBLIC])
      expect((await sent(inside, path)).headers['cache-control']).toBe('private, no-store');
  });
});

describe('in every look', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing, nothing is wider than the window: ${colorScheme}`, async () => {
      for (const options of [{ colorScheme }, { colorScheme, ...phone }]) {
        for (const path of ['/faq', SHELF, PUBLIC, '/faq/non-esiste']) {
          const page = await portal.visit(path, options);
          expect(await violations(page)).toEqual([]);
          expect(
            await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
          ).toBeLessThanOrEqual(0);
        }
      }
    });
  }

  test('print shows the article and nothing around it', async () => {
    const page = await portal.signIn('marco@rossi.example', PUBLIC);
    await page.emulateMedia({ media: 'print' });
    for (const around of ['banner', 'navigation', 'search'] as const) {
      expect(await page.getByRole(around).filter({ visible: true }).count()).toBe(0);
    }
    expect(await page.getByRole('heading', { name: '1. Leggi il motivo' }).isVisible()).toBe(true);
  });
});
