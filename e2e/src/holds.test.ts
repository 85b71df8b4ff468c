import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';
import { log, newTicket, onTicket, people } from './ticketPage.ts';

let portal: Portal;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

const reason = 'Fattura 318 scaduta';
const callWhom = 'Elena Ricci, 0422 000301';

test('administration holds a company: everybody concerned reads it at once, and goes on where they were afterwards', async () => {
  const number = await newTicket(portal, 'Durante la sospensione');
  const luca = await onTicket(portal, people.luca, number);
  const giulia = await onTicket(portal, people.giulia, number);
  const paolo = await portal.signIn('paolo@bianchi.example', '/tickets');
  const anna = await portal.signIn('anna@nordest.example', '/companies');
  expect(await violations(anna)).toEqual([]);
  await anna.getByRole('link', { name: /Rossi Impianti/u }).click();
  await anna.getByRole('heading', { level: 1, name: /Rossi Impianti/u }).waitFor();
  await anna.getByText(/Riguarda/u).waitFor();
  expect(await violations(anna)).toEqual([]);
  await anna.getByLabel('Motivo').fill(reason);
  await anna.getByLabel('Chi chiamare').fill(callWhom);
  await anna.getByRole('button', { name: 'Sospendi l’azienda' }).click();
  await anna.getByRole('heading', { level: 2, name: 'Assistenza sospesa' }).waitFor();
  expect(await violations(anna)).toEqual([]);

  await luca.getByText(`Motivo: ${reason}`).waitFor();
  await luca.locator('header').getByText('Sospeso', { exact: true }).first().waitFor();
  await giulia.getByText(`Motivo: ${reason}`).first().waitFor();
  const marco = await portal.signIn('marco@rossi.example', `/tickets/${number}`);
  await marco.getByText(`Chiama: ${callWhom}`).waitFor();
  expect(await marco.getByText(reason).count()).toBe(0);
  await paolo.reload();
  expect(await paolo.getByText('Assistenza sospesa').count()).toBe(0);

  await anna.getByLabel('Perché la togli').fill('Pagata');
  await anna.getByRole('button', { name: 'Togli la sospensione' }).click();
  await anna.getByText(/Tolta da Anna Conti: Pagata/u).waitFor();
  await luca.getByText(`Motivo: ${reason}`).waitFor({ state: 'detached' });
  await luca.locator('header').getByText('Sospeso', { exact: true }).waitFor({ state: 'detached' });
});

test('a ticket alone is held from its menu, and its thread tells so', async () => {
  const number = await newTicket(portal, 'Sospeso da solo');
  const anna = await onTicket(portal, 'anna@nordest.example', number);
  const giulia = await onTicket(portal, people.giulia, number);
  await anna.getByRole('button', { name: 'Altre azioni' }).click();
  await anna.getByRole('menuitem', { name: 'Sospendi…' }).click();
  const dialog = anna.getByRole('dialog', { name: 'Sospendi il ticket' });
  await dialog.getByRole('button', { name: 'Sospendi' }).click();
  await dialog.getByText(/./u).first().waitFor();
  await dialog.getByLabel('Motivo').fill(reason);
  await dialog.getByLabel('Chi chiamare').fill(callWhom);
  expect(await violations(anna)).toEqual([]);
  await dialog.getByRole('button', { name: 'Sospendi' }).click();
  await log(giulia).getByText('ha sospeso il ticket').waitFor();
  await giulia.getByText('Questo ticket è sospeso').waitFor();
  await giulia.getByText(`Motivo: ${reason}`).waitFor();
  expect(await giulia.getByText(`per questo motivo: ${reason}`).count()).toBe(0);

  await anna.getByRole('button', { name: 'Altre azioni' }).click();
  await anna.getByRole('menuitem', { name: 'Togli la sospensione…' }).click();
  await anna.getByLabel('Perché la togli').fill('Chiarito');
  await anna.getByRole('button', { name: 'Togli la sospensione' }).click();
  await log(giulia).getByText('ha tolto la sospensione').waitFor();
  await giulia.getByText('Questo ticket è sospeso').waitFor({ state: 'detached' });
});
