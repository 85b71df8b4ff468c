import { servers } from '@sportello/services/testing';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';
import { type RunningPortal, startPortal } from './setup/startPortal.ts';

// Hours, sender and who gets tickets are everybody’s: they are changed in a portal of its own.
let running: RunningPortal;
let portal: Portal;
beforeAll(async () => {
  running = await startPortal(servers());
  portal = await openPortal({ url: running.url });
}, 240_000);
afterAll(async () => {
  await portal?.close();
  await running?.stop();
});

const ROUTING = '/settings/routing';
const live = (page: Page): Promise<void> =>
  page.getByText('in diretta', { exact: true }).first().waitFor({ state: 'attached' });
const from = (page: Page) => page.getByLabel('Luca Moretti, assente dal giorno');
const to = (page: Page) => page.getByLabel('Luca Moretti, assente fino al giorno');
const save = (page: Page) => page.getByRole('button', { name: /^Salva/ }).last();
const saved = (page: Page) => page.getByText('Salvato', { exact: false }).first();

test('what is typed stays when the same page is saved in another window: one is told, looks, and takes it up again', async () => {
  const [elena, other] = [
    await portal.signIn('elena@nordest.example', '/settings/service'),
    await portal.signIn('elena@nordest.example', '/settings/service'),
  ];
  await Promise.all([live(elena), live(other)]);
  const closures = (page: Page) => page.getByLabel('Altre chiusure');
  await closures(elena).fill('2031-08-14');
  await closures(other).fill('2031-12-24');
  await save(other).click();
  await saved(other).waitFor();
  await elena.getByText('Hai salvato questa pagina da un’altra finestra.').waitFor();
  expect(await violations(elena)).toEqual([]);
  expect(await closures(elena).inputValue()).toBe('2031-08-14');
  await elena.getByRole('button', { name: 'Vedi le novità' }).click();
  await expect.poll(() => closures(elena).inputValue()).toBe('2031-12-24');
  await elena.reload();
  await elena.getByRole('button', { name: 'Riprendi quello che avevo scritto' }).click();
  await expect.poll(() => closures(elena).inputValue()).toBe('2031-08-14');
  await closures(elena).fill('');
  await save(elena).click();
  await saved(elena).waitFor();
  // Whoever types nothing sees it as it is.
  await expect.poll(() => closures(other).inputValue()).toBe('');
});

test('somebody else’s save is refused only where it is about the same page, and a reload loses nothing', async () => {
  const [elena, anna] = [
    await portal.signIn('elena@nordest.example', ROUTING),
    await portal.signIn('anna@nordest.example', ROUTING),
  ];
  await Promise.all([live(elena), live(anna)]);
  await from(elena).fill('2031-08-01');
  await to(elena).fill('2031-08-15');
  await elena.reload();
  await elena.getByText('Ho ritrovato quello che avevi cambiato e non salvato.').waitFor();
  expect(await from(elena).inputValue()).toBe('2031-08-01');
  const owner = await portal.signIn('elena@nordest.example', '/settings/mail');
  await owner.getByLabel('Nome del mittente').fill('Assistenza');
  await save(owner).click();
  await saved(owner).waitFor();
  await Promise.all([live(elena), live(anna)]);
  await anna.getByRole('radio', { name: 'Proposto al reparto, che decide' }).check();
  await save(anna).click();
  await saved(anna).waitFor();
  await elena.getByText('Anna Conti ha salvato questa pagina mentre la cambiavi.').waitFor();
  await save(elena).click();
  await elena.getByText('Anna Conti ha salvato questa pagina mentre la cambiavi.').waitFor();
  await elena.getByRole('button', { name: 'Tieni le mie' }).click();
  await save(elena).click();
  await saved(elena).waitFor();
  await from(elena).fill('');
  await to(elena).fill('');
  await save(elena).click();
  await saved(elena).waitFor();
  await owner.goto('/settings/mail');
  await owner.getByLabel('Nome del mittente').fill('');
  await save(owner).click();
});
