import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

/** A picture of one point. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const wrong = { name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('no picture') };
const right = { ...wrong, buffer: dot };

test('a file that is no picture is refused on the page, and a sender is saved', async () => {
  const page = await portal.signIn('elena@nordest.example', '/settings/mail');
  expect(await violations(page)).toEqual([]);
  await page.getByLabel('Immagine').setInputFiles(wrong);
  await page.getByRole('button', { name: 'Usa questo logo' }).click();
  await page.getByText('Questo file non va bene come logo').waitFor();
  // Last: settings that have changed may make every page load again.
  await page.getByLabel(/^Nome del mittente/u).fill('Assistenza Nordest');
  await page.getByRole('button', { name: 'Salva il mittente' }).click();
  await page.getByText('Salvato. Vale dalla prossima mail.').waitFor();
});

test('without script an administrator chooses sender and logo, and takes both back', async () => {
  const page = await portal.signIn('elena@nordest.example', '/settings/mail', { javaScriptEnabled: false });
  const name = page.getByLabel(/^Nome del mittente/u);
  await name.fill('Assistenza');
  await page.getByRole('button', { name: 'Salva il mittente' }).click();
  await page.getByText('Salvato. Vale dalla prossima mail.').waitFor();
  expect(await name.inputValue()).toBe('Assistenza');
  for (const file of [wrong, right]) {
    await page.getByLabel('Immagine').setInputFiles(file);
    await page.getByRole('button', { name: 'Usa questo logo' }).click();
    if (file === wrong) await page.getByText('Questo file non va bene come logo').waitFor();
  }
  await page.getByRole('img', { name: 'Logo nelle mail' }).waitFor();
  await page.getByRole('button', { name: 'Togli il logo' }).click();
  await page.getByText('la lettera del fornitore').waitFor();
  await name.fill('');
  await page.getByRole('button', { name: 'Salva il mittente' }).click();
  await page.getByText('Salvato. Vale dalla prossima mail.').waitFor();
});
