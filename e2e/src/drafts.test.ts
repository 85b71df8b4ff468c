import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortal, type Portal, type Program, violations } from './portal.ts';
import { openTunnel, type Tunnel } from './tunnel.ts';

let portal: Portal;
let tunnel: Tunnel;
/** The same portal, seen from beyond the tunnel. */
let beyond: Portal;
let chiara: Program;
beforeAll(async () => {
  tunnel = await openTunnel();
  [portal, beyond] = await Promise.all([openPortal(), openPortal({ tunnel })]);
  chiara = await portal.program('chiara@bianchi.example');
});
afterAll(async () => {
  await Promise.all([portal.close(), beyond.close()]);
  await tunnel.close();
});

const NEW = '/tickets/new';
const title = (page: Page) => page.getByLabel('Titolo');
const description = (page: Page) => page.getByLabel('Descrizione');
const alive = (page: Page) => page.getByText('in diretta').first().waitFor({ state: 'attached' });
const begin = async (options = {}, from = portal) => {
  const page = await from.signIn('chiara@bianchi.example', NEW, options);
  await alive(page);
  return page;
};
/** What the server keeps for her. */
const kept = async (field: 'title' | 'description') => {
  const answer = await chiara.client.query('draft', { name: 'new-ticket' });
  return answer.ok ? answer.data.draft?.fields[field] : answer.code;
};

test('what is being written follows to another device; of two versions neither is lost; it goes with the ticket', async () => {
  const words = `Bozza che viaggia ${randomUUID().slice(0, 8)}`;
  const computer = await begin();
  await title(computer).fill(words);
  await description(computer).fill('Cominciato al computer.');
  await expect.poll(() => kept('description')).toBe('Cominciato al computer.');

  const phone = await begin({ viewport: { width: 390, height: 844 } });
  await phone.getByText('Ho ritrovato quello che stavi scrivendo.').waitFor();
  expect(await title(phone).inputValue()).toBe(words);
  await description(phone).fill('Finito al telefono.');
  await expect.poll(() => kept('description')).toBe('Finito al telefono.');

  // The computer does not know of it and goes on.
  await description(computer).fill('Finito al computer.');
  await computer.getByText('Bozza più recente da un altro dispositivo').waitFor();
  expect(await violations(computer)).toEqual([]);
  expect(await description(computer).inputValue()).toBe('Finito al computer.');
  expect(await kept('description')).toBe('Finito al telefono.');
  await computer.reload();
  await computer.getByText('Bozza più recente da un altro dispositivo').waitFor();
  await computer.getByRole('button', { name: 'Usa quella' }).click();
  expect(await description(computer).inputValue()).toBe('Finito al telefono.');
  await computer.getByRole('button', { name: 'Riprendila' }).click();
  expect(await description(computer).inputValue()).toBe('Finito al computer.');
  await expect.poll(() => kept('description')).toBe('Finito al computer.');

  await computer.getByRole('button', { name: 'Invia ticket' }).click();
  await computer.waitForURL(/\/tickets\/\d+$/u);
  await expect.poll(() => kept('title')).toBeUndefined();
});

test('written without a connection it stays on the device, and is with the server once there is one', async () => {
  const page = await begin({}, beyond);
  await title(page).fill('Prima della galleria');
  await expect.poll(() => kept('title')).toBe('Prima della galleria');
  tunnel.enter();
  await page.getByText('in diretta').first().waitFor({ state: 'detached' });
  await title(page).fill('Scritto senza rete');
  expect(await kept('title')).toBe('Prima della galleria');
  tunnel.leave();
  await expect.poll(() => kept('title'), { timeout: 40_000 }).toBe('Scritto senza rete');
  // Whoever empties the form has no draft any more.
  await title(page).fill('');
  await expect.poll(() => kept('title')).toBeUndefined();
});
