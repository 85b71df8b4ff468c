import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

const rowOf = (page: Page, number: number) =>
  page.getByRole('article').filter({ has: page.locator(`a[href="/tickets/${number}"]`) });

/** A ticket of Marco's with a title of its own. */
async function openedBy(email: string, title: string) {
  const program = await portal.program(email);
  const { ticket, number } = await program.do('ticket.open', {
    title,
    description: 'Si può archiviare.',
    category: 'accounting',
    subcategory: 'e-invoicing',
  });
  return { program, ticket, number };
}

it('a ticket leaves the own list from its row, on every device, and can be brought back at once', async () => {
  const { number } = await openedBy('marco@rossi.example', 'Da archiviare dalla riga');
  const page = await portal.signIn('marco@rossi.example', '/tickets?view=open');
  const other = await portal.signIn('marco@rossi.example', '/tickets?view=archived');
  await rowOf(page, number)
    .getByRole('button', { name: `Azioni su #${number}` })
    .click();
  await page.getByRole('menuitem', { name: 'Archivia' }).click();
  await rowOf(other, number).waitFor();
  expect(await violations(other)).toEqual([]);
  await page.getByText(`#${number} è archiviato`).waitFor();
  await page.mouse.move(0, 0);
  await rowOf(page, number).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Annulla' }).click();
  await rowOf(page, number).waitFor();
  await other.getByText('Nessun ticket archiviato').or(other.getByRole('article').first()).waitFor();
  await rowOf(other, number).waitFor({ state: 'detached' });
});

it('what is archived comes back by itself when somebody writes', async () => {
  const { ticket, number } = await openedBy('marco@rossi.example', 'Archiviato fino alla risposta');
  const page = await portal.signIn('marco@rossi.example', `/tickets/${number}`);
  await page.getByRole('button', { name: 'Altre azioni' }).click();
  await page.getByRole('menuitem', { name: 'Archivia' }).click();
  await page.getByText(`#${number} è archiviato`).waitFor();
  await page.goto('/tickets?view=archived');
  await rowOf(page, number).waitFor();
  const luca = await portal.program('luca@nordest.example');
  await luca.do('ticket.reply', { ticket, body: 'Eccomi.' });
  await rowOf(page, number).waitFor({ state: 'detached' });
  await page.goto('/tickets?view=open');
  await rowOf(page, number).waitFor();
});

it('without script the ticket’s page archives and brings back', async () => {
  const { number } = await openedBy('marco@rossi.example', 'Archiviato senza script');
  const page = await portal.signIn('marco@rossi.example', `/tickets/${number}`, {
    javaScriptEnabled: false,
  });
  await page.getByRole('button', { name: 'Archivia' }).click();
  await page.getByRole('button', { name: 'Togli dall’archivio' }).waitFor();
  await page.goto('/tickets?view=archived');
  await rowOf(page, number).waitFor();
});
