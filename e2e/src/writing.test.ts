import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

const anna = 'anna@nordest.example';
const luca = 'luca@nordest.example';
/** Writes, and waits until the server has it. */
async function written(page: Page, write: () => Promise<void>): Promise<void> {
  const response = page.waitForResponse((one) => one.url().includes('?/save'));
  await write();
  await response;
  await page.getByText('Tutto salvato').waitFor();
}

/** Writes an article as Luca, from its first word; answers its address. */
async function begun(page: Page, title: string): Promise<string> {
  await page.getByRole('link', { name: 'Nuovo articolo' }).click();
  await page.waitForURL(/\/articles\/[0-9a-f]{24}/u);
  await written(page, async () => {
    await page.getByLabel('Titolo').first().fill(title);
    await page.getByLabel('Riassunto').first().fill('Che cosa stampare prima di chiudere.');
    await page.getByLabel('Testo').first().fill('## Prima\n\nStampa i **registri**.');
    await page.getByRole('heading', { name: 'Prima' }).waitFor();
  });
  return new URL(page.url()).pathname;
}

test('an article is written, reviewed and published, and a visitor finds and reads it', async () => {
  const page = await portal.signIn(luca, '/articles');
  const address = await begun(page, 'Chiudere il mese senza sorprese');
  await page.getByRole('button', { name: 'Manda in revisione' }).click();
  await page.getByText('Da rivedere', { exact: true }).waitFor();
  const supervisor = await portal.signIn(anna, '/articles?shelf=review');
  await supervisor.getByRole('link', { name: 'Chiudere il mese senza sorprese' }).click();
  await supervisor.getByText('Rimanda a chi scrive').click();
  await supervisor.getByLabel('Che cosa manca').fill('Aggiungi i cespiti.');
  await supervisor.getByRole('button', { name: 'Rimanda', exact: true }).click();
  await supervisor.getByText('Bozza', { exact: true }).waitFor();
  await page.goto(address);
  await page.getByText('Aggiungi i cespiti.').waitFor();
  await written(page, () =>
    page.getByLabel('Testo').first().fill('## Prima\n\nStampa i **registri** e i cespiti.'),
  );
  await supervisor.goto(address);
  await supervisor.getByRole('button', { name: 'Pubblica', exact: true }).click();
  await supervisor.getByText('Pubblicato', { exact: true }).waitFor();
  const visitor = await portal.visit('/faq/chiudere-il-mese-senza-sorprese');
  await visitor.getByText('e i cespiti.').waitFor();
  expect(await visitor.getByRole('link', { name: 'Modifica l’articolo' }).count()).toBe(0);
  await supervisor.goto(`${address}/versions`);
  await supervisor.getByText('Si legge ora').waitFor();
  expect((await supervisor.locator('ins').allTextContents()).join(' ')).toContain('cespiti');
});

test('who wrote while somebody else saved keeps every word, and decides', async () => {
  const page = await portal.signIn(luca, '/articles');
  const address = await begun(page, 'Due penne su un foglio');
  const other = await portal.signIn(anna, address);
  await written(other, () => other.getByLabel('Riassunto').first().fill('Di Anna.'));
  await page.getByLabel('Riassunto').first().fill('Di Luca.');
  await page.getByText('Anna Conti ha salvato mentre scrivevi').waitFor();
  expect(await page.getByLabel('Riassunto').first().inputValue()).toBe('Di Luca.');
  await page.getByText('Vedi le differenze').click();
  expect(await page.locator('del').first().textContent()).toContain('Anna');
  await written(page, () => page.getByRole('button', { name: 'Tieni il mio testo' }).click());
  await other.reload();
  expect(await other.getByLabel('Riassunto').first().inputValue()).toBe('Di Luca.');
});

test('it is written without script too', async () => {
  const page = await portal.signIn(luca, '/articles/new', { javaScriptEnabled: false });
  await page.getByLabel('Titolo').first().fill('Senza script');
  await page.getByLabel('Indirizzo').fill('senza-script');
  await page.getByRole('button', { name: 'Salva', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Senza script' }).waitFor();
  await page.goto('/articles?shelf=draft');
  await page.getByRole('link', { name: 'Senza script' }).waitFor();
});

test('a closed ticket becomes a draft without its names', async () => {
  const giulia = await portal.program('giulia@rossi.example');
  const { ticket, number } = await giulia.do('ticket.open', {
    title: 'Scarto 00404 di Rossi Impianti',
    description: 'Sono Giulia Ferri, la fattura è scartata con 00404.',
    category: 'accounting',
    subcategory: 'e-invoicing',
  });
  const operator = await portal.program(luca);
  await operator.do('ticket.take', { ticket });
  await operator.do('ticket.reply', { ticket, body: 'Apra doc320q e prema F24.', move: { to: 'resolved' } });
  await giulia.do('ticket.move', { ticket, to: 'closed' });
  const page = await portal.signIn(luca, `/tickets/${number}`);
  await page.getByRole('button', { name: 'Altre azioni' }).click();
  await page.getByRole('menuitem', { name: 'Scrivi un articolo da qui' }).click();
  await page.getByText(`Nato dal ticket #${number}`).waitFor();
  expect(await page.getByLabel('Titolo').first().inputValue()).toBe('Scarto 00404 di [nome]');
  const body = await page.getByLabel('Testo').first().inputValue();
  expect(body).toContain('Apra doc320q e prema F24.');
  expect(body).not.toContain('Giulia');
});

test.each(['light', 'dark'] as const)(
  'the pages of writers have nothing that axe finds, %s',
  async (colorScheme) => {
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 390, height: 844 },
    ]) {
      const page = await portal.signIn(anna, '/articles', { colorScheme, viewport });
      await page.getByRole('heading', { level: 1, name: 'Articoli' }).waitFor();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('link', { name: 'Fattura scartata: cosa fare in 5 giorni' }).click();
      await page.getByLabel('Titolo').first().waitFor();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('link', { name: 'Versioni' }).click();
      await page.getByRole('heading', { level: 1, name: /^Versioni di/u }).waitFor();
      expect(await violations(page)).toEqual([]);
    }
  },
);
