import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

const unique = (words: string): string => `${words} ${crypto.randomUUID().slice(0, 8)}`;

/** The rows of the list, and the one of a ticket by its subject. */
const rowsOf = (page: Page): Locator =>
  page.getByRole('list', { name: 'Elenco dei ticket' }).getByRole('listitem');
const rowOf = (page: Page, title: string): Locator => rowsOf(page).filter({ hasText: title });

/** Asks again until the answer is right: pages hear of changes a moment later. */
const eventually = <T>(ask: () => T | Promise<T>) => expect.poll(ask, { timeout: 15_000, interval: 50 });

async function open(email: string, title: string): Promise<{ ticket: string; number: number }> {
  const program = await portal.program(email);
  const written = await program.do('ticket.open', {
    title,
    description: 'I registri di ottobre non quadrano.',
    category: 'accounting',
    subcategory: 'vat-registers',
  });
  return { ticket: written.ticket, number: written.number };
}

/** The number beside a view. */
async function countOf(page: Page, view: RegExp): Promise<number> {
  const text = await page
    .getByRole('navigation', { name: 'Viste' })
    .getByRole('link', { name: view })
    .innerText();
  return Number(/\d+/.exec(text)?.[0]);
}

const live = (page: Page): Promise<void> =>
  page.getByText('in diretta', { exact: true }).first().waitFor({ state: 'attached' });

describe('a customer’s list of tickets', () => {
  it('shows by itself what colleagues open, what support does, and what there is to read', async () => {
    const title = unique('Registri IVA');
    const page = await portal.signIn('giulia@rossi.example', '/tickets?view=open');
    await live(page);
    const before = await countOf(page, /^Aperti/);

    const { ticket } = await open('marco@rossi.example', title);
    const row = rowOf(page, title);
    await row.waitFor();
    await eventually(() => countOf(page, /^Aperti/)).toBe(before + 1);
    await row.getByText('Ricevuto').waitFor();
    await row.getByText('Marco Bassi').first().waitFor();

    const luca = await portal.program('luca@nordest.example');
    await luca.do('ticket.take', { ticket });
    await row.getByText('Preso in carico').waitFor();
    await row.getByText('Luca Moretti').first().waitFor();

    await luca.do('ticket.reply', { ticket, body: 'Guardo subito i registri.' });
    await row.getByText('Luca Moretti: Guardo subito i registri.').waitFor();
    await row.getByText('!!').waitFor();
  });

  it('counts what is unread on bell, title and icon, and stops when it is read elsewhere', async () => {
    const title = unique('Scarto fattura');
    const marco = await portal.signIn('marco@rossi.example', '/tickets?view=open');
    await live(marco);
    const { ticket, number } = await open('marco@rossi.example', title);
    const row = rowOf(marco, title);
    await row.getByText('??').waitFor();
    const unread = async () => Number(/^\((\d+)\)/.exec(await marco.title())?.[1] ?? 0);
    const before = await unread();

    const luca = await portal.program('luca@nordest.example');
    await luca.do('ticket.reply', { ticket, body: 'Quale codice di scarto compare?' });
    await row.getByText('!!').waitFor();
    await eventually(unread).toBe(before + 1);
    const icon = () => marco.locator('link[rel="icon"]').getAttribute('href');
    expect(await icon()).toContain('unread');

    await marco.getByRole('button', { name: 'Notifiche' }).click();
    const news = marco.getByRole('group', { name: 'Notifiche' }).getByRole('link', { name: title });
    await news.getByText('Quale codice di scarto compare?').waitFor();

    const phone = await marco.context().newPage();
    await phone.goto(`/tickets/${number}`);
    await phone
      .getByRole('log', { name: 'Conversazione' })
      .getByText('Quale codice di scarto compare?')
      .waitFor();
    await eventually(unread).toBe(before);
    await news.waitFor({ state: 'detached' });
    await eventually(() => row.getByText('!!').count()).toBe(0);
  });

  it('opens a ticket from its news in one press', async () => {
    const title = unique('Chiusura mese');
    const marco = await portal.signIn('marco@rossi.example', '/tickets?view=open');
    await live(marco);
    const { ticket, number } = await open('marco@rossi.example', title);
    const luca = await portal.program('luca@nordest.example');
    await luca.do('ticket.reply', { ticket, body: 'Arrivo.' });
    await marco.getByRole('button', { name: 'Notifiche' }).click();
    await marco.getByRole('group', { name: 'Notifiche' }).getByRole('link', { name: title }).click();
    await marco.waitForURL(`**/tickets/${number}`);
    await marco.getByRole('log', { name: 'Conversazione' }).getByText('Arrivo.').waitFor();
  });

  it('does not move under the mouse, and says what waits', async () => {
    const page = await portal.signIn('giulia@rossi.example', '/tickets?view=open');
    await live(page);
    const first = rowsOf(page).first();
    const held = await first.getByRole('heading').innerText();
    const place = await first.boundingBox();
    await first.hover();

    const title = unique('Stampa bollettari');
    await open('marco@rossi.example', title);
    await page.getByRole('button', { name: /aggiornament/ }).waitFor();
    expect(await first.getByRole('heading').innerText()).toBe(held);
    expect(await first.boundingBox()).toEqual(place);

    await page.getByRole('heading', { name: 'Ticket', level: 1 }).hover();
    await eventually(() => first.getByRole('heading').innerText()).toContain(title);
  });

  it('has rows that are links: another tab by the middle button', async () => {
    const page = await portal.signIn('giulia@rossi.example', '/tickets?view=open');
    const link = rowsOf(page).first().getByRole('link');
    const href = await link.getAttribute('href');
    const [tab] = await Promise.all([page.context().waitForEvent('page'), link.click({ button: 'middle' })]);
    await tab.waitForURL(`**${href}`);
    expect(new URL(page.url()).pathname).toBe('/tickets');
  });

  it('narrows at once, keeps the focus, and stands in the address', async () => {
    const page = await portal.signIn('giulia@rossi.example', '/tickets?view=open');
    await live(page);
    const priority = page.getByLabel('Priorità', { exact: true });
    await priority.focus();
    await priority.selectOption('Alta');
    await page.waitForURL(/\?view=open&priority=high$/);
    expect(await priority.evaluate((node) => node === document.activeElement)).toBe(true);
    const numbers = () => rowsOf(page).getByRole('link').allInnerTexts();
    await eventually(async () => (await numbers()).length).toBeGreaterThan(0);
    const narrowed = await numbers();
    await page.reload();
    expect(await numbers()).toEqual(narrowed);
    await page.getByRole('link', { name: 'Azzera filtri' }).click();
    await page.waitForURL((at) => at.pathname === '/tickets' && at.search === '?view=open');
  });

  it('tells a company on hold what that means and whom to call', async () => {
    const page = await portal.signIn('ivo@verdi.example', '/tickets');
    await page.getByText('Assistenza sospesa').waitFor();
    await page.getByText(/Chi chiamare:/).waitFor();
    await page.getByText(/Motivo:/).waitFor();
  });

  it('shows what waits for authorisation to who may give it', async () => {
    const title = unique('Nuova stampante');
    await open('sara@rossi.example', title);
    const sara = await portal.signIn('sara@rossi.example', '/tickets?view=open');
    await rowOf(sara, title).getByText('Da autorizzare').waitFor();
    const giulia = await portal.signIn('giulia@rossi.example', '/tickets?view=authorize');
    await rowOf(giulia, title).waitFor();
    const luca = await portal.program('luca@nordest.example');
    const seen = await luca.client.query('list', { view: 'open', sort: 'created' });
    expect(seen.ok && seen.data.rows.some(({ ticket }) => ticket.title === title)).toBe(false);
  });
});

describe('without script', () => {
  it('the list, its views and its filters are links and a form', async () => {
    const page = await portal.signIn('giulia@rossi.example', '/tickets?view=open', {
      javaScriptEnabled: false,
    });
    await page.getByRole('link', { name: /^Chiusi/ }).click();
    expect(page.url()).toContain('view=closed');
    await page.getByLabel('Priorità', { exact: true }).selectOption('Normale');
    await page.getByRole('button', { name: 'Mostra', exact: true }).click();
    expect(page.url()).toContain('priority=normal');
    expect(page.url()).toContain('view=closed');
    await rowsOf(page).first().getByRole('link').click();
    await page.getByRole('log', { name: 'Conversazione' }).waitFor();
  });
});

describe('who is signed in', () => {
  it('works for another of their companies with one press, and each shows its own', async () => {
    const page = await portal.signIn('chiara@bianchi.example', '/tickets');
    await page.getByRole('button', { name: /Bianchi Arredi/ }).click();
    await page.getByRole('button', { name: /Verdi Logistica/ }).click();
    await page.getByRole('button', { name: /Il tuo account.*Verdi Logistica/ }).waitFor();
    await page.goto('/tickets?view=open');
    await page.getByText('Assistenza sospesa').waitFor();
    const giulia = await portal.signIn('giulia@rossi.example', '/tickets?view=open');
    await giulia.getByRole('button', { name: /Il tuo account/ }).click();
    expect(await giulia.getByText('Lavora per').count()).toBe(0);
  });

  it('is told on every page when the session has ended, with the way back in', async () => {
    const page = await portal.signIn('rita@rossi.example', '/tickets');
    await live(page);
    const other = await page.context().newPage();
    await other.goto('/tickets');
    await other.getByRole('button', { name: /Il tuo account/ }).click();
    await other.getByRole('button', { name: 'Esci' }).click();
    await other.waitForURL('**/login');
    await page.getByText('La sessione è finita.').waitFor();
    expect(await page.getByRole('link', { name: 'Accedi di nuovo' }).getAttribute('href')).toBe(
      '/login?to=%2Ftickets',
    );
  });
});

describe('the list for everybody', () => {
  it.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 390],
  ] as const)('has nothing that axe finds wrong (%s, %i px)', async (colorScheme, width) => {
    const page = await portal.signIn('giulia@rossi.example', '/tickets?view=open', {
      colorScheme,
      viewport: { width, height: 900 },
    });
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Notifiche' }).click();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
});
