import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';
import { field, log, newTicket, onTicket, people } from './ticketPage.ts';

let portal: Portal;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

test('support ties tickets, splits one and merges one into another; the customer is told where to write', async () => {
  const [kept, twin] = [await newTicket(portal, 'Quello buono'), await newTicket(portal, 'Il doppione')];
  const luca = await onTicket(portal, people.luca, twin);
  const giulia = await onTicket(portal, people.giulia, twin);
  const links = luca.getByRole('region', { name: 'Collegamenti' });
  await luca.getByRole('button', { name: 'Modifica dettagli' }).click();

  await links.getByRole('button', { name: 'Collega o unisci…' }).click();
  await links.getByLabel('Numero del ticket').fill('999999');
  await links.getByRole('button', { name: 'Collega', exact: true }).click();
  await links.getByRole('alert').getByText(/./u).waitFor();
  await links.getByLabel('Numero del ticket').fill(`#${kept}`);
  await links.getByRole('button', { name: 'Collega', exact: true }).click();
  await links.getByRole('link', { name: 'Quello buono' }).waitFor();
  expect(await violations(luca)).toEqual([]);
  await links.getByRole('button', { name: `Togli il collegamento con #${kept}` }).click();
  await links.getByRole('link', { name: 'Quello buono' }).waitFor({ state: 'detached' });

  await links.getByRole('button', { name: 'Separa un messaggio…' }).click();
  await links.getByLabel('Titolo del nuovo ticket').fill('Una parte del doppione');
  await links.getByRole('button', { name: 'Separa', exact: true }).click();
  await luca.getByRole('heading', { level: 1, name: 'Una parte del doppione' }).waitFor();
  await log(luca).getByText('Giulia Ferri in').waitFor();
  await luca.getByRole('region', { name: 'Collegamenti' }).getByText('Separato da').waitFor();
  await log(giulia).getByText('ha separato una parte della richiesta').waitFor();

  await luca.goto(`/tickets/${twin}`);
  await luca.getByText('in diretta ·').waitFor();
  await luca.getByRole('button', { name: 'Modifica dettagli' }).click();
  await links.getByRole('button', { name: 'Collega o unisci…' }).click();
  await links.getByLabel('Numero del ticket').fill(String(kept));
  await links.getByLabel('Come').selectOption({ label: 'Unisci: questo è un duplicato' });
  await links.getByRole('button', { name: 'Unisci', exact: true }).click();
  await giulia.getByText(`la conversazione continua lì`).waitFor();
  expect(await field(giulia).count()).toBe(0);
  await giulia.getByRole('link', { name: `Vai al ticket #${kept}` }).click();
  await log(giulia).getByText(`ha unito #${twin} a questo ticket`).waitFor();
});
