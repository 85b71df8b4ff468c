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

test.each([true, false])(
  'an administrator chooses sender and logo, with script or without (%s), and what is wrong stays to be corrected',
  async (javaScriptEnabled) => {
    const page = await portal.signIn('elena@nordest.example', '/settings/mail', { javaScriptEnabled });
    const name = page.getByLabel(/^Nome del mittente/u);
    await name.fill('Assistenza Nordest');
    await page.getByRole('button', { name: 'Salva il mittente' }).click();
    await page.getByText('Salvato. Vale dalla prossima mail.').waitFor();
    expect(await name.inputValue()).toBe('Assistenza Nordest');
    const file = page.getByLabel('Immagine');
    await file.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
    await page.getByRole('button', { name: 'Usa questo logo' }).click();
    await page.getByText('Questo file non va bene come logo').waitFor();
    await file.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: dot });
    await page.getByRole('button', { name: 'Usa questo logo' }).click();
    await page.getByRole('img', { name: 'Logo nelle mail' }).waitFor();
    if (javaScriptEnabled) expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Togli il logo' }).click();
    await page.getByText('la lettera del fornitore').waitFor();
    await name.fill('');
    await page.getByRole('button', { name: 'Salva il mittente' }).click();
    await page.getByText('Salvato. Vale dalla prossima mail.').waitFor();
  },
);
