import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';
import { field, log, newTicket, onTicket, people } from './ticketPage.ts';

const TITLE = 'Fattura scartata: cosa fare in 5 giorni';
const SLUG = 'fattura-scartata-cosa-fare-in-5-giorni';
let portal: Portal;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

test('support puts an article into its answer by keyboard alone: its link, or its text', async () => {
  const number = await newTicket(portal, 'Articolo nella risposta');
  const page = await onTicket(portal, people.luca, number);
  const text = () => field(page).inputValue();
  const options = page.getByRole('listbox', { name: 'Articoli che il cliente può leggere' });
  // Others may name it in what they say.
  const article = options.getByRole('option', { name: new RegExp(`^\\s*${TITLE}`, 'u') });
  const chosen = options.getByRole('option', { selected: true });
  await field(page).focus();
  await page.getByRole('button', { name: 'Inserisci un articolo (/faq)' }).waitFor({ state: 'attached' });

  await page.keyboard.type('Buongiorno, veda /faq');
  await page.getByText('Scrivi dopo /faq che cosa cerchi.').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type('fattura scartata');
  await article.waitFor();
  await expect.poll(() => chosen.getAttribute('id')).toContain(SLUG);
  expect(await field(page).getAttribute('aria-activedescendant')).toBe(await chosen.getAttribute('id'));
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => chosen.getAttribute('id')).not.toContain(SLUG);
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => chosen.getAttribute('id')).toContain(SLUG);
  expect(await violations(page)).toEqual([]);

  // What was typed stays when it is closed, and can be gone on with.
  await page.keyboard.press('Escape');
  await options.waitFor({ state: 'detached' });
  expect(await text()).toBe('Buongiorno, veda /faq fattura scartata');
  await page.keyboard.type(', grazie');
  expect(await options.count()).toBe(0);
  for (const _ of ', grazie') await page.keyboard.press('Backspace');
  for (const _ of ' /faq fattura scartata') await page.keyboard.press('Backspace');
  await page.keyboard.type(' /faq fattura scartata');
  await article.waitFor();
  await page.keyboard.press('Enter');
  const link = new RegExp(
    String.raw`^Buongiorno, veda \[${TITLE}\]\(${new URL(page.url()).origin}/faq/[a-z0-9-]+\)$`,
    'u',
  );
  await expect.poll(text).toMatch(link);
  await page.keyboard.press('Control+z');
  await expect.poll(text).toBe('Buongiorno, veda /faq fattura scartata');
  await article.waitFor();
  await page.keyboard.press('Shift+Enter');
  await expect.poll(text).toMatch(/^Buongiorno, veda \n\n[\s\S]{200,}$/u);
  await page.keyboard.press('Control+z');
  await article.waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('. Cordiali saluti');
  await page.keyboard.press('Control+Enter');
  await log(page).getByRole('link', { name: TITLE }).waitFor();

  const giulia = await onTicket(portal, people.giulia, number);
  await log(giulia).getByRole('link', { name: TITLE }).waitFor();
  await field(giulia).focus();
  await giulia.keyboard.type('/faq fattura');
  await giulia.getByRole('button', { name: 'Anteprima' }).waitFor({ state: 'attached' });
  expect(await giulia.getByText('Articoli che il cliente può leggere').count()).toBe(0);
});
