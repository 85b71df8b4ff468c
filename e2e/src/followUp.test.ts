import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';
import { field, log, newTicket, onTicket, people } from './ticketPage.ts';

let portal: Portal;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

/** Closed months ago in the demo. */
const CLOSED = 1011;
const WORDS = 'Il controllo del 770 segnala di nuovo ST senza versamento.';

test('what was being written in a ticket that was closed too long ago goes on in a new one tied to it', async () => {
  const program = await portal.program(people.giulia);
  const old = await program.client.query('sync', { ticket: CLOSED, follow: false });
  if (!old.ok) throw new Error(old.code);
  const giulia = await onTicket(portal, people.giulia, await newTicket(portal, 'Ancora aperto'));
  await field(giulia).pressSequentially(WORDS);
  // As if it had been written while the old one could still be reopened.
  await giulia.evaluate(
    ({ ticket, words }) => {
      const [name] = Object.keys(localStorage).filter((key) => localStorage.getItem(key) === words);
      localStorage.setItem((name ?? '').replace(/reply:.*/u, `reply:${ticket}`), words);
    },
    { ticket: old.data.ticket.id, words: WORDS },
  );

  await giulia.goto(`/tickets/${CLOSED}`);
  await giulia.getByText('Il testo che hai scritto passa').waitFor();
  expect(await field(giulia).count()).toBe(0);
  await giulia.getByRole('link', { name: 'Apri un ticket collegato' }).click();
  await giulia.waitForURL(/\/tickets\/new/u);
  await giulia.getByText('non è andato perso nulla').waitFor();
  expect(await giulia.getByLabel('Descrizione').inputValue()).toBe(WORDS);
  expect(await giulia.getByLabel('Titolo').inputValue()).toBe(old.data.ticket.title);
  await giulia.getByRole('button', { name: 'Invia ticket' }).click();
  await giulia.waitForURL(/\/tickets\/\d+$/u);

  const number = /\d+$/u.exec(giulia.url())?.[0] ?? '';
  const links = giulia.getByRole('region', { name: 'Collegamenti' });
  await links.getByText('Seguito di').waitFor();
  expect(await violations(giulia)).toEqual([]);
  await links.getByRole('link', { name: `#${CLOSED}` }).click();
  await log(giulia).getByText(`ha aperto #${number} come seguito`).waitFor();
  await links.getByText('Prosegue in').waitFor();
  await links.getByRole('link', { name: `#${number}` }).waitFor();
  expect(await giulia.getByText('Il testo che hai scritto passa').count()).toBe(0);
});
