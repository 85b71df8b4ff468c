import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

const address = '/settings/workflow/replay?scenario=terasoft_clarification';

it('the clock of a replay is moved by keyboard, and what happens by itself happens', async () => {
  const page = await portal.signIn('elena@nordest.example', address);
  await page.getByRole('link', { name: 'Passo indietro' }).focus();
  const now = page.getByRole('status').filter({ has: page.getByText('Per l’assistenza') });
  await now.getByText('Chiuso', { exact: true }).first().waitFor();
  await page.keyboard.press('Enter');
  await now.getByText(/^lunedì 30 marzo, 17:00$/i).waitFor();
  await page.getByRole('link', { name: 'Passo indietro' }).press('Enter');
  await now.getByText(/^domenica 29 marzo, 17:00$/i).waitFor();
  await now.getByText('Risolto', { exact: true }).first().waitFor();
  expect(await page.getByText(/^Mail a Cliente: novità/).count()).toBe(2);
  expect(await page.getByText(/^Mail a Cliente: avviso di chiusura/).count()).toBe(1);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('link', { name: '+1 giorno lavorativo' }).press('Enter');
  await now.getByText('Chiuso', { exact: true }).first().waitFor();
});

it('changes that are not saved can be played, and so can a real ticket', async () => {
  const page = await portal.signIn('elena@nordest.example', '/settings/workflow?preset=terasoft');
  await page.getByText('in diretta', { exact: true }).first().waitFor({ state: 'attached' });
  await page.getByLabel('Risolto: nome per Assistenza, italiano').fill('Pensiamo fatto');
  await page.getByRole('link', { name: 'Prova questo flusso' }).click();
  await page.getByLabel('Scenario').selectOption({ label: 'Chiarimento che si chiude da sé' });
  await page.getByRole('button', { name: 'Prova' }).click();
  await page.getByText('Pensiamo fatto').first().waitFor();

  const marco = await portal.program('marco@rossi.example');
  const { number } = await marco.do('ticket.open', {
    title: 'Registri IVA',
    description: 'Non stampano',
    category: 'accounting',
    subcategory: 'vat-registers',
  });
  await page.goto(`/settings/workflow/replay?ticket=${number}`);
  await page.getByText('Marco Bassi').first().waitFor();
  await page.getByText(`[#${number}] Registri IVA`).first().waitFor();
  expect(await violations(page)).toEqual([]);
});

it('works without script, and is nobody else’s', async () => {
  const plain = await portal.signIn('elena@nordest.example', address, { javaScriptEnabled: false });
  await plain.getByRole('link', { name: 'Passo indietro' }).click();
  await plain.getByText('Più tardi').waitFor({ state: 'detached' });
  for (const email of ['luca@nordest.example', 'giulia@rossi.example']) {
    const page = await portal.signIn(email, '/faq');
    const answer = await page.goto('/settings/workflow/replay');
    expect(answer?.status()).toBe(404);
  }
});
