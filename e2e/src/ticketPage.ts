import type { Page } from 'playwright-core';
import type { Portal } from './portal.ts';

/** People of the cast that journeys on tickets are made with. */
export const people = {
  giulia: 'giulia@rossi.example',
  marco: 'marco@rossi.example',
  luca: 'luca@nordest.example',
  anna: 'anna@nordest.example',
  paolo: 'paolo@bianchi.example',
} as const;

/** Opens a ticket of a journey's own, as Giulia; answers its number. */
export async function newTicket(portal: Portal, title: string): Promise<number> {
  const giulia = await portal.program(people.giulia);
  const { number } = await giulia.do('ticket.open', {
    title,
    description: `${title}: **descrizione**`,
    category: 'accounting',
    subcategory: 'e-invoicing',
  });
  return number;
}

/** Somebody's page on a ticket, alive. */
export async function onTicket(portal: Portal, email: string, number: number): Promise<Page> {
  const page = await portal.signIn(email, `/tickets/${number}`);
  await page.getByText('in diretta ·').waitFor();
  return page;
}

/** The conversation on a page. */
export const log = (page: Page) => page.getByRole('log', { name: 'Conversazione' });
/** Where one writes. */
export const field = (page: Page) => page.getByLabel('Messaggio', { exact: true });

/** Writes and presses the button. */
export async function send(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await page.getByRole('button', { name: 'Invia', exact: true }).click();
}
