import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPortal, type Portal, type Program, violations } from './portal.ts';

let portal: Portal;
let giulia: Program;

beforeAll(async () => {
  portal = await openPortal();
  giulia = await portal.program('giulia@rossi.example');
});
afterAll(() => portal.close());

const NEW = '/tickets/new';
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
const plain = { javaScriptEnabled: false };

/** A title that no other test uses. */
const unique = (words: string) => `${words} ${randomUUID().slice(0, 8)}`;
const title = (page: Page) => page.getByLabel('Titolo');
const description = (page: Page) => page.getByLabel('Descrizione');
const send = (page: Page) => page.getByRole('button', { name: 'Invia ticket' });
/** The page listens: what is typed is looked up and kept. */
const alive = (page: Page) => page.getByText('in diretta').first().waitFor();

/** Numbers of the tickets of Rossi Impianti with a title. */
async function ticketsTitled(wanted: string): Promise<number[]> {
  const answer = await giulia.client.query('list', { view: 'all', sort: 'created' });
  if (!answer.ok) throw new Error(answer.code);
  return answer.data.rows.filter(({ ticket }) => ticket.title === wanted).map(({ ticket }) => ticket.number);
}

const numberIn = (page: Page) => Number(/\/tickets\/(\d+)$/u.exec(page.url())?.[1]);

async function open(page: Page, words: string): Promise<number> {
  await title(page).fill(words);
  await description(page).fill('Succede da ieri, dopo l’aggiornamento.');
  await send(page).click();
  await page.waitForURL(/\/tickets\/\d+$/u);
  return numberIn(page);
}

describe('answers before the ticket', () => {
  test('while the description is typed an article appears, opens beside the form, and ends it when it helped', async () => {
    const page = await portal.signIn('marco@rossi.example', NEW);
    await alive(page);
    await title(page).fill('Fattura rifiutata');
    await description(page).pressSequentially(
      'Da stamattina la fattura torna scartata con codice 00404, che cosa devo fare?',
      { delay: 5 },
    );
    const suggestions = page
      .getByRole('complementary')
      .getByRole('region', { name: 'Forse la risposta c’è già' });
    await suggestions.getByRole('link', { name: /^Fattura scartata: cosa fare/ }).click();
    const sheet = page.getByRole('dialog', { name: 'Fattura scartata: cosa fare in 5 giorni' });
    await sheet.getByRole('heading', { name: '2. Correggi' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await sheet.getByRole('link', { name: 'Codici di scarto SdI più comuni' }).click();
    await page.getByRole('dialog', { name: 'Codici di scarto SdI più comuni' }).getByRole('table').waitFor();
    await page.keyboard.press('Escape');
    expect(await title(page).inputValue()).toBe('Fattura rifiutata');
    await suggestions.getByRole('button', { name: 'Ha risolto' }).click();
    await page.getByRole('heading', { name: 'Bene, risolto!' }).waitFor();
    await page.getByRole('button', { name: 'Mi serve ancora' }).click();
    expect(await title(page).inputValue()).toBe('Fattura rifiutata');
    await page.getByRole('complementary').getByRole('button', { name: 'Ha risolto' }).click();
    await page.goto(NEW);
    await alive(page);
    expect(await title(page).inputValue()).toBe('');
  });

  test('similar tickets of the own company are offered, also of colleagues, and none of others', async () => {
    const page = await portal.signIn('giulia@rossi.example', NEW);
    await alive(page);
    await title(page).fill('La stampa massiva dei cedolini in PDF si ferma a metà');
    const similar = page
      .getByRole('complementary')
      .getByRole('link', { name: /Stampa massiva cedolini in PDF/ });
    await similar.click();
    const sheet = page.getByRole('dialog', { name: /Stampa massiva cedolini in PDF/ });
    await sheet.getByRole('listitem').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await sheet.getByRole('button', { name: 'Non è il mio caso' }).click();
    await sheet.waitFor({ state: 'hidden' });
    await similar.getByText('letto', { exact: true }).waitFor();
    expect(await title(page).inputValue()).toBe('La stampa massiva dei cedolini in PDF si ferma a metà');
    const outside = await portal.signIn('paolo@bianchi.example', NEW);
    await alive(outside);
    await title(outside).fill('La stampa massiva dei cedolini in PDF si ferma a metà');
    await outside
      .getByRole('complementary')
      .getByRole('link', { name: /Cedolini: i controlli/ })
      .waitFor();
    expect(
      await outside
        .getByRole('complementary')
        .getByRole('link', { name: /Stampa massiva cedolini in PDF/ })
        .count(),
    ).toBe(0);
  });
});

describe('what was read before a ticket', () => {
  test('goes along with it, also after a reload, and support sees it', async () => {
    const page = await portal.signIn('marco@rossi.example', NEW);
    await alive(page);
    const words = unique('Fattura scartata 00404');
    await title(page).fill(words);
    await description(page).fill('La fattura torna scartata con codice 00404.');
    await page
      .getByRole('complementary')
      .getByRole('link', { name: /^Fattura scartata: cosa fare/ })
      .click();
    const sheet = page.getByRole('dialog', { name: 'Fattura scartata: cosa fare in 5 giorni' });
    await sheet.getByRole('button', { name: 'Non è il mio caso' }).click();
    await page.reload();
    await page.getByText('Ho ritrovato quello che stavi scrivendo.').waitFor();
    await send(page).click();
    await page.waitForURL(/\/tickets\/\d+$/u);
    const desk = await portal.signIn('luca@nordest.example', `/tickets/${numberIn(page)}`);
    await desk.getByRole('heading', { name: 'Letto prima di scrivere' }).waitFor();
    await desk.getByRole('link', { name: 'Fattura scartata: cosa fare in 5 giorni' }).waitFor();
  });
});

describe('opening', () => {
  test('with everything chosen: the ticket is there, in the area that was chosen', async () => {
    const page = await portal.signIn('marco@rossi.example', NEW);
    await page.getByText('Rossi Impianti S.r.l.').filter({ visible: true }).first().waitFor();
    await page.getByText('99900010267').waitFor();
    await alive(page);
    await page.getByLabel('Area', { exact: true }).selectOption('Paghe');
    await page.getByLabel('Sotto-area').selectOption('Cedolini');
    await page.getByRole('radio', { name: /^Bloccante/ }).check();
    const words = unique('Cedolini senza trattenuta');
    const number = await open(page, words);
    await page.getByRole('heading', { level: 1, name: words }).waitFor();
    await page.getByRole('log', { name: 'Conversazione' }).getByText('Succede da ieri').waitFor();
    const luca = await portal.program('luca@nordest.example');
    const synced = await luca.client.query('sync', { ticket: number, follow: false });
    expect(synced.ok && synced.data.ticket).toMatchObject({
      category: 'payroll',
      subcategory: 'payslips',
      priority: 'blocking',
      team: 'payroll',
      state: 'new',
    });
    await page.goto(NEW);
    await alive(page);
    expect(await title(page).inputValue()).toBe('');
  });

  test('without script, and without knowing the area', async () => {
    const page = await portal.signIn('marco@rossi.example', NEW, plain);
    const words = unique('Senza script');
    await open(page, words);
    await page.getByRole('heading', { level: 1, name: words }).waitFor();
    await page.goto(NEW);
    await page.getByLabel('Sotto-area').selectOption('Backup');
    await open(page, unique('Backup fermo'));
  });

  test('pressing twice opens one ticket', async () => {
    const page = await portal.signIn('marco@rossi.example', NEW);
    const words = unique('Due volte');
    await title(page).fill(words);
    await description(page).fill('Ho premuto due volte.');
    await send(page).dblclick();
    await page.waitForURL(/\/tickets\/\d+$/u);
    expect(await ticketsTitled(words)).toHaveLength(1);
  });

  test('the same form sent twice at once opens one ticket, and both are shown it', async () => {
    const page = await portal.signIn('marco@rossi.example', NEW, plain);
    const words = unique('Spedito due volte');
    const key = await page.locator('input[name=key]').inputValue();
    const post = () =>
      page.request.post(NEW, {
        form: { key, title: words, description: 'Uguale.', priority: 'normal' },
        headers: { origin: portal.url, accept: 'text/html' },
        maxRedirects: 0,
      });
    const answers = await Promise.all([post(), post(), post()]);
    expect(answers.map((answer) => answer.status())).toEqual([303, 303, 303]);
    expect(new Set(answers.map((answer) => answer.headers()['location'])).size).toBe(1);
    expect(await ticketsTitled(words)).toHaveLength(1);
  });

  test('an answer that is lost on the way: trying again opens no second ticket, not even after a reload', async () => {
    const page = await portal.signIn('marco@rossi.example', NEW);
    await alive(page);
    const words = unique('Risposta persa');
    await page.route(`**${NEW}`, async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      await route.fetch({ maxRedirects: 0 });
      return route.abort('connectionreset');
    });
    await title(page).fill(words);
    await description(page).fill('La connessione è caduta mentre inviavo.');
    await send(page).click();
    await page.getByText('Quello che hai scritto resta qui').first().waitFor();
    expect(await title(page).inputValue()).toBe(words);
    await page.unroute(`**${NEW}`);
    await page.reload();
    await page.getByText('Ho ritrovato quello che stavi scrivendo.').waitFor();
    await send(page).click();
    await page.waitForURL(/\/tickets\/\d+$/u);
    expect(await ticketsTitled(words)).toEqual([numberIn(page)]);
  });
});

describe('nothing that was written is lost', () => {
  test('a reload and a session that ended: the draft is there, and gone once the ticket is open', async () => {
    const page = await portal.signIn('marco@rossi.example', NEW);
    await alive(page);
    const words = unique('Bozza');
    await title(page).fill(words);
    await description(page).fill('Prima riga\nseconda riga');
    await page.getByRole('radio', { name: /^Alta/ }).check();
    await page.reload();
    await page.getByText('Ho ritrovato quello che stavi scrivendo.').waitFor();
    expect(await description(page).inputValue()).toBe('Prima riga\nseconda riga');
    expect(await page.getByRole('radio', { name: /^Alta/ }).isChecked()).toBe(true);
    await page.context().clearCookies();
    await send(page).click();
    await page.waitForURL('**/login?**');
    await page.getByLabel('E-mail').fill('marco@rossi.example');
    await page.getByLabel('Password', { exact: true }).fill('prova-sportello');
    await page.getByRole('button', { name: 'Accedi', exact: true }).click();
    await expect.poll(() => title(page).inputValue(), { timeout: 15_000 }).toBe(words);
    await send(page).click();
    await page.waitForURL(/\/tickets\/\d+$/u);
    await page.goto(NEW);
    await alive(page);
    expect(await title(page).inputValue()).toBe('');
  });

  test('refusals stand at their fields and keep everything: with script and without', async () => {
    for (const options of [{}, plain]) {
      const page = await portal.signIn('marco@rossi.example', NEW, options);
      await title(page).fill('x'.repeat(201));
      await description(page).fill('   ');
      await page.getByRole('radio', { name: /^Bassa/ }).check();
      await send(page).click();
      await page.getByText('È troppo lungo: al massimo 200 caratteri, ora sono 201.').waitFor();
      await page.getByText('Scrivi qualcosa.').waitFor();
      expect(await title(page).getAttribute('aria-invalid')).toBe('true');
      expect(await title(page).inputValue()).toBe('x'.repeat(201));
      expect(await page.getByRole('radio', { name: /^Bassa/ }).isChecked()).toBe(true);
      // Axe itself needs script.
      if (options !== plain) expect(await violations(page)).toEqual([]);
    }
  });

  test('a forged sub-area or company is refused in words', async () => {
    const page = await portal.signIn('marco@rossi.example', NEW, plain);
    const key = await page.locator('input[name=key]').inputValue();
    const form = {
      key,
      title: 'Prova',
      description: 'Prova',
      priority: 'normal',
      category: 'payroll',
      subcategory: 'systems/backup',
    };
    const answer = await page.request.post(NEW, {
      form,
      headers: { origin: portal.url, accept: 'text/html' },
      maxRedirects: 0,
    });
    expect(answer.status()).toBe(422);
    expect(await answer.text()).toContain('Questa scelta non è possibile.');
  });
});

describe('in every look', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing, nothing is wider than the window: ${colorScheme}`, async () => {
      for (const look of [{ colorScheme }, { colorScheme, ...phone }]) {
        const page = await portal.signIn('giulia@rossi.example', NEW, look);
        await title(page).fill('La stampa massiva dei cedolini si ferma');
        await page
          .getByRole('link', { name: /Stampa massiva cedolini/ })
          .filter({ visible: true })
          .waitFor();
        for (const path of [NEW, '/']) {
          if (path !== NEW) await page.goto(path);
          expect(await violations(page)).toEqual([]);
          expect(
            await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
          ).toBeLessThanOrEqual(0);
        }
      }
    });
  }
});
