import { servers, uniqueName } from '@sportello/services/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestInstallation, type TestInstallation } from '../testing/index.ts';
import { threadDraft } from './threadDraft.ts';

let test: TestInstallation;
beforeAll(async () => {
  test = await openTestInstallation(servers(), uniqueName('threadDraft'));
});
afterAll(() => test.close());

const headings = { question: 'Che cosa succede', answer: 'Come si risolve' };
const stand = { name: '[nome]', number: '[numero]', mail: '[e-mail]', address: '[indirizzo]' };
const draft = async (who: 'luca' | 'giulia' | 'dario', number: number) =>
  threadDraft(test.installation, await test.as(who), number, headings, stand);

it('says what was asked and answered, and nothing of whom it happened to', async () => {
  const { ticket, number } = await test.openTicket('giulia', {
    title: 'Scarto 00404 per Rossi Impianti',
    description:
      'Sono Giulia Ferri, tel. +39 0422 123456. La fattura 2026/1025 di Rossi Impianti S.r.l. è scartata con 00404, ' +
      'scrivete a giulia@rossi.example o guardate https://rossi.example/f/1025.',
  });
  await test.run('luca', 'ticket.take', { ticket });
  await test.run('luca', 'ticket.note', { ticket, body: 'Nota: cliente difficile.' });
  await test.run('luca', 'ticket.reply', {
    ticket,
    body: 'Buongiorno Giulia, apra doc320q e prema F24. Luca',
  });
  await test.run('giulia', 'ticket.reply', { ticket, body: 'Grazie Luca, funziona!' });
  const made = await draft('luca', number);
  expect(made?.text.title).toBe('Scarto 00404 per [nome]');
  const body = made?.text.body ?? '';
  for (const kept of ['00404', 'doc320q', 'F24', '## Che cosa succede', '## Come si risolve'])
    expect(body).toContain(kept);
  for (const gone of [
    'Giulia',
    'Ferri',
    'Luca',
    'Rossi',
    '123456',
    '1025',
    '@',
    'https',
    'difficile',
    'Grazie',
  ])
    expect(body).not.toContain(gone);
  const marks = `${made?.text.title} ${body}`.match(/\[(?:nome|numero|e-mail|indirizzo)\]/gu);
  expect(made?.removed).toBe(marks?.length);
});

it('is made for writers alone, of tickets they may read', async () => {
  const { number } = await test.openTicket('giulia');
  expect(await draft('giulia', number)).toBeNull();
  expect(await draft('dario', number)).toBeNull();
  const gated = await test.openTicket('sara');
  expect(await draft('luca', gated.number)).toBeNull();
});
