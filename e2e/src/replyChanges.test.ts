import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';
import { field, log, newTicket, onTicket, people, send } from './ticketPage.ts';

let portal: Portal;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

test('what is chosen while an answer is written waits for it, and goes with it as one entry', async () => {
  const number = await newTicket(portal, 'Cambi con la risposta');
  const giulia = await onTicket(portal, people.giulia, number);
  await giulia.getByRole('button', { name: 'Modifica dettagli' }).click();
  const priority = giulia.getByLabel('Priorità', { exact: true });
  await priority.selectOption('high');
  await log(giulia).getByText('da «Normale» a «Alta»').waitFor();

  await field(giulia).pressSequentially('È più grave di quanto sembrava.');
  await priority.selectOption('low');
  await giulia.getByRole('button', { name: 'Cambia: Riferimento' }).click();
  await giulia.getByLabel('Riferimento', { exact: true }).selectOption({ label: 'Marco Bassi' });
  await giulia.getByText('Riferimento: Marco Bassi').waitFor();
  // What waits is kept with the answer, and with the name of whom it is about.
  await giulia.reload();
  await giulia.getByText('Riferimento: Marco Bassi').waitFor();
  expect(await field(giulia).inputValue()).toBe('È più grave di quanto sembrava.');
  await giulia.getByRole('button', { name: 'Modifica dettagli' }).click();
  await giulia.getByRole('button', { name: 'Non cambiare: Priorità' }).click();
  expect(await priority.inputValue()).toBe('high');
  // It stops work: that is a ticket of its own.
  await priority.selectOption('blocking');
  await giulia.getByText('aprine uno nuovo').waitFor();
  expect(await giulia.getByText('Priorità: Bloccante').count()).toBe(0);
  expect(await violations(giulia)).toEqual([]);
  await giulia.getByRole('button', { name: 'Invia', exact: true }).click();
  await log(giulia).getByText('ha indicato come riferimento Marco Bassi').waitFor();
  await giulia.getByText('Salvati con la risposta').waitFor({ state: 'detached' });

  const luca = await onTicket(portal, people.luca, number);
  await luca.getByRole('button', { name: 'Modifica dettagli' }).click();
  await luca.getByLabel('Chiusura prevista').fill('2150-01-02');
  await log(luca).getByText('chiusura prevista per il').waitFor();
  await giulia.getByRole('complementary').getByText('2 gennaio 2150').waitFor();
  await send(giulia, 'Grazie');
});
