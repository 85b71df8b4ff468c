import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';
import { log, newTicket, people } from './ticketPage.ts';

let portal: Portal;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
const plain = { javaScriptEnabled: false };

/** The words of an article of the demo with a mistake in each, and its title. */
const MISTYPED = 'fatura scarttata';
const ARTICLE = /^Fattura scartata: cosa fare in 5 giorni/;

const field = (page: Page): Locator => page.getByRole('combobox', { name: 'Cerca' });
const results = (page: Page): Locator => page.getByRole('listbox', { name: 'Risultati' });
const options = (page: Page, name: RegExp | string): Locator => results(page).getByRole('option', { name });
/** The option that Enter would open. */
const chosen = (page: Page): Locator => results(page).locator('[aria-selected=true]');
/** The page listens: what is typed is asked over the live connection. */
const alive = (page: Page): Promise<void> =>
  page.getByText('in diretta').first().waitFor({ state: 'attached' });
/** A word that no other ticket has. */
const rare = (): string => `zq${crypto.randomUUID().replace(/[^a-f]/gu, '')}x`;

/** Asks until the engine has heard of a text: tickets are indexed a moment after they are written. */
async function indexed(email: string, q: string, isThere: (count: number) => boolean): Promise<void> {
  const program = await portal.program(email);
  await expect
    .poll(
      async () => {
        const answer = await program.client.query('search', { q });
        return answer.ok && isThere(answer.data.tickets.length + answer.data.messages.length);
      },
      { timeout: 20_000 },
    )
    .toBe(true);
}

/** Moves down until an option is chosen. */
async function choose(page: Page, option: Locator): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) {
    await page.keyboard.press('ArrowDown');
    if ((await option.getAttribute('aria-selected')) === 'true') return;
  }
  throw new Error('it cannot be reached with the arrow');
}

describe('the field on top of every page', () => {
  it('finds on every key, marks what fits, forgives typing errors, and is operated by keyboard alone', async () => {
    const page = await portal.signIn(people.giulia, '/tickets?view=open');
    await alive(page);
    await page.keyboard.press('/');
    await expect.poll(() => field(page).evaluate((node) => node === document.activeElement)).toBe(true);
    expect(await field(page).inputValue()).toBe('');
    await page.keyboard.type('fat');
    await options(page, /Fattura/)
      .first()
      .waitFor();
    await field(page).fill('');
    await results(page).waitFor({ state: 'detached' });
    await page.keyboard.type(MISTYPED);
    const article = options(page, ARTICLE);
    await article.waitFor();
    expect(await article.locator('mark').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringMatching(/^fattura$/i), expect.stringMatching(/^scartata$/i)]),
    );
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => chosen(page).innerText()).toMatch(ARTICLE);
    expect(await field(page).getAttribute('aria-activedescendant')).toBe(
      await chosen(page).getAttribute('id'),
    );
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: ARTICLE }).waitFor();
    expect(await results(page).count()).toBe(0);
    expect(await field(page).inputValue()).toBe('');
  });

  it('is reached by Ctrl+K from inside a text, closed by Escape, and what was being written stays', async () => {
    const page = await portal.signIn(people.giulia, '/tickets/new');
    await alive(page);
    await page.getByLabel('Titolo').fill('Prova');
    await page.keyboard.press('/');
    expect(await page.getByLabel('Titolo').inputValue()).toBe('Prova/');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('cedolini');
    await options(page, /edolin/)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await results(page).waitFor({ state: 'detached' });
    expect(await field(page).inputValue()).toBe('cedolini');
    await page.keyboard.press('ArrowDown');
    await options(page, /edolin/)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    expect(await field(page).inputValue()).toBe('');
    await page.keyboard.press('Escape');
    expect(await field(page).evaluate((node) => node === document.activeElement)).toBe(false);
    expect(await page.getByLabel('Titolo').inputValue()).toBe('Prova/');
  });

  it('leads to a ticket by its number, which is found first, and to a message in its place', async () => {
    const word = rare();
    const number = await newTicket(portal, `Ricerca ${word}`);
    await indexed(people.giulia, word, (count) => count > 0);
    const page = await portal.signIn(people.giulia, '/');
    await alive(page);
    await field(page).fill(`#${number}`);
    await expect
      .poll(() =>
        results(page).getByRole('group', { name: 'Ticket' }).getByRole('option').first().innerText(),
      )
      .toContain(`#${number}`);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/tickets/${number}`);

    await field(page).fill(word);
    const message = results(page).getByRole('group', { name: 'Messaggi' }).getByRole('option').first();
    await message.waitFor();
    expect((await message.locator('mark').allTextContents()).join('')).toBe(word);
    await choose(page, message);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/tickets/${number}?at=1`);
    await log(page).getByText(word).waitFor();

    await field(page).fill(word);
    await choose(page, options(page, 'Tutti i risultati'));
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/search?q=${word}`);
    await page
      .getByRole('link', { name: new RegExp(`#${number}`) })
      .first()
      .waitFor();
  });

  it('says in words that nothing was found', async () => {
    const page = await portal.signIn(people.giulia, '/');
    await alive(page);
    await field(page).fill('wxqzkjhvwq');
    await page.getByText('Nessun risultato per «wxqzkjhvwq»').waitFor();
  });

  it('on a phone opens over the whole screen, and closes when it has led somewhere', async () => {
    const page = await portal.signIn(people.giulia, '/tickets?view=open', phone);
    await alive(page);
    await page.getByRole('link', { name: 'Cerca', exact: true }).click();
    const sheet = page.getByRole('dialog', { name: 'Cerca' });
    await expect.poll(() => field(page).evaluate((node) => node === document.activeElement)).toBe(true);
    await page.keyboard.type(MISTYPED);
    await options(page, ARTICLE).waitFor();
    const box = await sheet.boundingBox();
    expect(box).toMatchObject({ x: 0, y: 0, width: 390, height: 844 });
    await options(page, ARTICLE).click();
    await page.getByRole('heading', { level: 1, name: ARTICLE }).waitFor();
    await sheet.waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'Cerca', exact: true }).click();
    await sheet.waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'Cerca', exact: true }).click();
    await page.getByRole('button', { name: 'Chiudi', exact: true }).click();
    await sheet.waitFor({ state: 'hidden' });
    await page.getByRole('heading', { level: 1, name: ARTICLE }).waitFor();
  });
});

describe('the page of all results', () => {
  it('keeps what is searched in its address, narrows by section, and comes back to it', async () => {
    const page = await portal.signIn(people.luca, '/search');
    await alive(page);
    const own = page.getByRole('main').getByRole('searchbox', { name: 'Cerca' });
    await own.fill('cedolini');
    await expect.poll(() => page.url()).toMatch(/\/search\?q=cedolini$/u);
    await page.getByRole('region', { name: 'Articoli' }).waitFor();
    await page.getByRole('region', { name: 'Ticket' }).waitFor();
    const chips = page.getByRole('navigation', { name: 'Dove' });
    await chips.getByRole('link', { name: 'Ticket' }).click();
    await expect.poll(() => page.url()).toMatch(/\?q=cedolini&in=tickets$/u);
    await page.getByRole('region', { name: 'Articoli' }).waitFor({ state: 'detached' });
    expect(await chips.getByRole('link', { name: 'Ticket' }).getAttribute('aria-current')).toBe('page');
    await page.reload();
    expect(await own.inputValue()).toBe('cedolini');
    const first = page.getByRole('region', { name: 'Ticket' }).getByRole('link').first();
    await first.click();
    await page.waitForURL(/\/tickets\/\d+$/u);
    await page.goBack();
    await expect.poll(() => own.inputValue()).toBe('cedolini');
    await page.getByRole('region', { name: 'Ticket' }).waitFor();
  });

  it('works without script: words find, a number opens its ticket', async () => {
    const number = await newTicket(portal, 'Cercato senza script');
    const page = await portal.signIn(people.giulia, '/tickets?view=open', plain);
    await field(page).fill(MISTYPED);
    await field(page).press('Enter');
    await page.waitForURL((url) => url.pathname === '/search' && url.searchParams.get('q') === MISTYPED);
    await page.getByRole('region', { name: 'Articoli' }).getByRole('link', { name: ARTICLE }).waitFor();
    await page.getByRole('navigation', { name: 'Dove' }).getByRole('link', { name: 'Articoli' }).click();
    await page.getByRole('region', { name: 'Articoli' }).getByRole('link', { name: ARTICLE }).click();
    await page.getByRole('heading', { level: 1, name: ARTICLE }).waitFor();
    await field(page).fill(String(number));
    await field(page).press('Enter');
    await page.waitForURL(`**/tickets/${number}`);
  });
});

describe('who finds what', () => {
  it('a customer finds neither what another company writes nor a note between operators (TEN-09)', async () => {
    const [open, note] = [rare(), rare()];
    const number = await newTicket(portal, `Riservato ${open}`);
    const luca = await portal.program(people.luca);
    const synced = await luca.client.query('sync', { ticket: number, follow: false });
    if (!synced.ok) throw new Error(synced.code);
    await luca.do('ticket.note', { ticket: synced.data.ticket.id, body: `tra noi: ${note}` });
    await indexed(people.luca, note, (count) => count > 0);
    await indexed(people.luca, open, (count) => count > 0);
    for (const [email, words] of [
      [people.giulia, [note]],
      [people.paolo, [open, note, String(number)]],
    ] as const) {
      const page = await portal.signIn(email, '/');
      await alive(page);
      for (const q of words) {
        await field(page).fill(q);
        await page.getByText(`Nessun risultato per «${q}»`).waitFor();
      }
      for (const q of words) {
        await page.goto(`/search?q=${q}`);
        await page.getByRole('main').getByText(`Nessun risultato per «${q}»`).waitFor();
        expect(await page.getByRole('main').getByRole('region').count()).toBe(0);
      }
    }
  });

  it('a visitor finds public articles, and nothing else', async () => {
    const page = await portal.visit('/faq/fattura-scartata-cosa-fare-in-5-giorni');
    await field(page).fill(MISTYPED);
    await options(page, ARTICLE).waitFor();
    await field(page).fill('errore 217 modulo non trovato');
    await expect.poll(() => field(page).getAttribute('aria-expanded')).toBe('true');
    expect(
      await results(page)
        .getByRole('group', { name: /Ticket|Messaggi/ })
        .count(),
    ).toBe(0);
    const answer = await page.request.get('/faq/search.json?q=errore%20217%20modulo%20non%20trovato');
    expect(await answer.text()).not.toContain('errore-217-modulo-non-trovato');
    await page.goto('/search?q=cedolini');
    await page.getByRole('region', { name: 'Articoli' }).waitFor();
    expect(await page.getByRole('navigation', { name: 'Dove' }).count()).toBe(0);
  });
});

describe('in every look', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    it(`axe finds nothing, nothing is wider than the window: ${colorScheme}`, async () => {
      for (const look of [{ colorScheme }, { colorScheme, ...phone }]) {
        const page = await portal.signIn(people.luca, '/search?q=cedolini', look);
        await page.getByRole('region', { name: 'Ticket' }).waitFor();
        expect(await violations(page)).toEqual([]);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        ).toBeLessThanOrEqual(0);
        await page.goto('/tickets?view=open');
        await alive(page);
        if ('viewport' in look) await page.getByRole('link', { name: 'Cerca', exact: true }).click();
        await field(page).fill('cedolini');
        await options(page, /edolin/)
          .first()
          .waitFor();
        await page.keyboard.press('ArrowDown');
        await expect.poll(() => chosen(page).count()).toBe(1);
        expect(await violations(page)).toEqual([]);
      }
    });
  }
});
