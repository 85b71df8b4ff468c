import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';
import { log, newTicket, onTicket, people } from './ticketPage.ts';

let portal: Portal;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

test('a customer asks to be called back; it is in view until support has recorded the call', async () => {
  const number = await newTicket(portal, 'Da chiarire a voce');
  const luca = await onTicket(portal, people.luca, number);
  const giulia = await onTicket(portal, people.giulia, number);
  await giulia.getByRole('button', { name: 'Altre azioni' }).click();
  await giulia.getByRole('menuitem', { name: 'Richiamatemi…' }).click();
  const asking = giulia.getByRole('dialog', { name: 'Richiamatemi' });
  await asking.getByLabel('Numero di telefono').fill('domani');
  await asking.getByRole('button', { name: 'Chiedi di richiamare' }).click();
  await asking
    .getByText(
      'Questo numero di telefono non è valido: scrivilo con il prefisso, come 0422 123456 o +39 0422 123456.',
    )
    .waitFor();
  await asking.getByLabel('Numero di telefono').fill('0422 000110');
  await asking.getByLabel('Quando').fill('oggi dopo le 15');
  expect(await violations(giulia)).toEqual([]);
  await asking.getByRole('button', { name: 'Chiedi di richiamare' }).click();

  await luca.getByText('Giulia Ferri aspetta di essere richiamato:').waitFor();
  await luca.getByRole('link', { name: '+390422000110' }).waitFor();
  const queue = await portal.signIn('luca@nordest.example', '/desk?view=callback');
  await queue.getByRole('link', { name: /Da chiarire a voce/u }).waitFor();

  await luca.getByRole('button', { name: 'Fatto', exact: true }).click();
  const recording = luca.getByRole('dialog', { name: 'Registra una telefonata' });
  await recording.getByLabel('Durata in minuti').fill('12');
  await recording.getByLabel('Che cosa ci si è detti').fill('Spiegato come correggere lo scarto.');
  expect(await violations(luca)).toEqual([]);
  await recording.getByRole('button', { name: 'Registra' }).click();

  await log(giulia).getByText('Spiegato come correggere lo scarto.').waitFor();
  await log(giulia)
    .getByText(/ha telefonato a Giulia Ferri .* 12 min/u)
    .waitFor();
  await giulia.getByText('aspetta di essere richiamato').waitFor({ state: 'detached' });
  await queue.getByRole('link', { name: /Da chiarire a voce/u }).waitFor({ state: 'detached' });
});
