import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

const phone = { viewport: { width: 390, height: 844 } };

test('a supervisor says who gets new tickets and who is away; it is kept, and axe finds nothing', async () => {
  const anna = await portal.signIn('anna@nordest.example', '/settings/routing');
  await anna.getByRole('heading', { level: 1 }).waitFor();
  expect(await violations(anna)).toEqual([]);
  await anna.getByLabel('Nadia Russo, assente dal giorno').fill('2030-08-12');
  await anna.getByLabel('Nadia Russo, assente fino al giorno').fill('2030-08-10');
  await anna.getByRole('button', { name: 'Salva' }).click();
  await anna.getByRole('alert').first().waitFor();
  // What was typed is still there to be mended.
  expect(await anna.getByLabel('Nadia Russo, assente dal giorno').inputValue()).toBe('2030-08-12');
  await anna.getByLabel('Nadia Russo, assente fino al giorno').fill('2030-08-20');
  await anna.getByRole('radio', { name: /^Restano in coda/u }).check();
  await anna.getByRole('button', { name: 'Salva' }).click();
  await anna.getByText('Salvato.').waitFor();
  await anna.reload();
  expect(await anna.getByLabel('Nadia Russo, assente fino al giorno').inputValue()).toBe('2030-08-20');
  const narrow = await portal.signIn('anna@nordest.example', '/settings/routing', {
    ...phone,
    colorScheme: 'dark',
  });
  expect(await violations(narrow)).toEqual([]);
  expect(await narrow.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await anna.getByLabel('Nadia Russo, assente dal giorno').fill('');
  await anna.getByLabel('Nadia Russo, assente fino al giorno').fill('');
  await anna.getByRole('button', { name: 'Salva' }).click();
  await anna.getByText('Salvato.').waitFor();
});

test('an operator says until when they are away, also without script; who shares out tickets sees it', async () => {
  const tommaso = await portal.signIn('tommaso@nordest.example', '/settings/absence', {
    ...phone,
    javaScriptEnabled: false,
  });
  await tommaso.getByText('Sei al lavoro').waitFor();
  await tommaso.getByLabel('fino al').fill('2030-08-20');
  await tommaso.getByRole('button', { name: 'Segna assente' }).click();
  // Without a first day it would begin after it ends: today is meant.
  await tommaso.getByText(/^Assente dal .* al 20 agosto 2030$/u).waitFor();

  const anna = await portal.signIn('anna@nordest.example', '/settings/routing');
  await anna.getByText(/Assente dal .* al 20 agosto 2030/u).waitFor();
  expect(await violations(anna)).toEqual([]);

  const scripted = await portal.signIn('tommaso@nordest.example', '/settings/absence');
  expect(await violations(scripted)).toEqual([]);
  await scripted.getByRole('button', { name: 'Sono di nuovo qui' }).click();
  await scripted.getByText('Sei al lavoro').waitFor();
});
