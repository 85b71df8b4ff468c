import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';

let portal: Portal;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

const IN_BOTH = '/faq/codici-di-scarto-sdi-piu-comuni';
const FOR_CUSTOMERS = '/faq/errore-217-modulo-non-trovato';
const patience = { timeout: 20_000 };

const question = (page: Page) => page.getByRole('region', { name: 'Era utile?' });
const button = (page: Page, name: string) => question(page).getByRole('button', { name, exact: true });
const pressed = (page: Page, name: string) => button(page, name).getAttribute('aria-pressed');
const word = (page: Page) => question(page).getByRole('textbox');

/** What support reads of an article: a number by its name. */
async function figure(path: string, name: string): Promise<number> {
  const page = await portal.signIn('luca@nordest.example', path);
  const card = page.getByRole('region', { name: 'Che cosa ne dicono i lettori' });
  const texts = await card.locator('dl > div').allInnerTexts();
  const found = texts.map((text) => text.split('\n')).find((parts) => parts.includes(name));
  await page.context().close();
  return Number((found ?? []).find((part) => part !== name)?.replaceAll('.', ''));
}

describe('whether an article was useful', () => {
  test('a visitor says it, adds a word and changes it, without leaving the page', async () => {
    const page = await portal.visit(IN_BOTH);
    const before = await figure(IN_BOTH, 'Non utile');
    await button(page, 'Sì').click();
    await expect.poll(() => pressed(page, 'Sì'), patience).toBe('true');
    await word(page).fill('Manca il reso di merce');
    await button(page, 'No').click();
    await expect.poll(() => pressed(page, 'No'), patience).toBe('true');
    await question(page).getByText('chi scrive l’ha ricevuto').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.reload();
    expect(await word(page).inputValue()).toBe('Manca il reso di merce');
    expect(await figure(IN_BOTH, 'Non utile')).toBe(before + 1);
    const writer = await portal.signIn('luca@nordest.example', IN_BOTH);
    await writer.getByText('Manca il reso di merce').waitFor();
    expect(await violations(writer)).toEqual([]);
    const customer = await portal.signIn('marco@rossi.example', IN_BOTH);
    await question(customer).waitFor();
    expect(await customer.getByText('Manca il reso di merce').count()).toBe(0);
  });

  test('without script it is a form, what was refused keeps its text, and it can be taken back', async () => {
    const page = await portal.visit(IN_BOTH, { javaScriptEnabled: false });
    await button(page, 'Sì').click();
    expect(new URL(page.url()).pathname + new URL(page.url()).hash).toBe(`${IN_BOTH}#useful`);
    expect(await pressed(page, 'Sì')).toBe('true');
    const long = 'lungo '.repeat(100);
    await word(page).fill(long);
    await button(page, 'Invia').click();
    await question(page).getByRole('alert').waitFor();
    expect(await word(page).inputValue()).toBe(long);
    await word(page).fill('Chiaro');
    await button(page, 'Invia').click();
    expect(await word(page).inputValue()).toBe('Chiaro');
    await button(page, 'Sì').click();
    expect(await pressed(page, 'Sì')).toBe('false');
    expect(await word(page).count()).toBe(0);
  });

  test('a person says it once, on whatever device', async () => {
    const before = await figure(FOR_CUSTOMERS, 'Utile');
    for (const _ of ['one device', 'another']) {
      const page = await portal.signIn('marco@rossi.example', FOR_CUSTOMERS);
      if ((await pressed(page, 'Sì')) === 'false') await button(page, 'Sì').click();
      await expect.poll(() => pressed(page, 'Sì'), patience).toBe('true');
    }
    expect(await figure(FOR_CUSTOMERS, 'Utile')).toBe(before + 1);
  });

  test('another site cannot say it, nor count a reading, and nobody of what they may not read', async () => {
    const ask = (path: string, origin: string) =>
      fetch(new URL(path, portal.url), {
        method: 'POST',
        redirect: 'manual',
        headers: { origin, 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
        body: path.endsWith('/seen') ? '' : 'useful=yes',
      });
    for (const path of [`${IN_BOTH}?/vote`, `${IN_BOTH}/seen`])
      expect((await ask(path, 'https://evil.example')).status).toBe(403);
    for (const path of [`${FOR_CUSTOMERS}?/vote`, `${FOR_CUSTOMERS}/seen`, '/faq/non-esiste?/vote'])
      expect((await ask(path, portal.url)).status).toBe(404);
  });
});

test('a reading counts once a day for a visitor’s browser and for a person, and what says nothing of them is kept', async () => {
  const before = await figure(IN_BOTH, 'Letture');
  const page = await portal.visit(IN_BOTH);
  await expect.poll(() => figure(IN_BOTH, 'Letture'), { timeout: 40_000, interval: 1_000 }).toBe(before + 1);
  const cookies = (await page.context().cookies(portal.url + IN_BOTH)).filter(({ path }) => path === IN_BOTH);
  expect(cookies.map(({ name, value }) => [name, value])).toEqual([['sportello_seen', '1']]);
  const told = page.waitForResponse((response) => response.url().endsWith('/seen'));
  await page.reload();
  expect((await told).status()).toBe(204);
  expect(await figure(IN_BOTH, 'Letture')).toBe(before + 1);
});

describe('addresses', () => {
  test('an article in two languages is there in both, and says so to search engines', async () => {
    const english = await portal.visit(IN_BOTH, { locale: 'en-GB' });
    const href = (page: Page, selector: string) => page.locator(selector).getAttribute('href');
    expect(await href(english, 'link[rel=canonical]')).toBe(`${portal.url}${IN_BOTH}?lang=en`);
    expect(await href(english, 'link[hreflang=it]')).toBe(portal.url + IN_BOTH);
    expect(await href(english, 'link[hreflang=en]')).toBe(`${portal.url}${IN_BOTH}?lang=en`);
    await english.getByRole('link', { name: 'Leggi in italiano' }).click();
    await english.getByRole('heading', { level: 1, name: /^Codici di scarto/ }).waitFor();
    expect(await english.getByRole('article').getAttribute('lang')).toBe('it');
    expect(await href(english, 'link[rel=canonical]')).toBe(portal.url + IN_BOTH);
  });

  test('a heading has one of its own, which is copied', async () => {
    const page = await portal.visit(IN_BOTH);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const heading = page.getByRole('article').getByRole('heading', { level: 2 }).first();
    const id = await heading.getAttribute('id');
    const link = page.getByRole('link', { name: `Copia il link a «${await heading.textContent()}»` });
    // Before the script is there it is a link all the same, and copies nothing.
    await expect
      .poll(async () => {
        await link.focus();
        await page.keyboard.press('Enter');
        return page.getByText('Link copiato.').count();
      }, patience)
      .toBeGreaterThan(0);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${portal.url}${IN_BOTH}#${id}`);
    expect(new URL(page.url()).hash).toBe(`#${id}`);
  });

  test('the sitemap names what is public and nothing else, and robots are led to it', async () => {
    const get = async (path: string) => {
      const response = await fetch(new URL(path, portal.url));
      return { status: response.status, text: await response.text() };
    };
    const { text } = await get('/sitemap.xml');
    expect(text).toContain(`<loc>${portal.url}/faq</loc>`);
    expect(text).toContain(`<loc>${portal.url}/faq/topics/e-invoicing</loc>`);
    expect(text).toContain(`<loc>${portal.url}${IN_BOTH}?lang=en</loc>`);
    expect(text).not.toContain(FOR_CUSTOMERS);
    const [first] = [...text.matchAll(/<loc>([^<]+\/faq\/[a-z0-9-]+)<\/loc>/gu)].map((match) => match[1]);
    expect((await get(first ?? '')).status).toBe(200);
    for (const part of ['2', '0', 'x']) expect((await get(`/sitemap.xml?part=${part}`)).status).toBe(404);
    expect((await get('/robots.txt')).text).toContain(`Sitemap: ${portal.url}/sitemap.xml`);
  });

  test('a category that is not there, or a page beyond its last, is missing', async () => {
    for (const path of ['/faq/topics/none', '/faq/topics/vat?page=99'])
      expect((await fetch(new URL(path, portal.url))).status).toBe(404);
  });
});
