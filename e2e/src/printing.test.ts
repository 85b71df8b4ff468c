import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';
import { newTicket, people } from './ticketPage.ts';

let portal: Portal;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

/** What is compressed in a PDF. */
function streamsOf(pdf: Buffer): string {
  const raw = pdf.toString('latin1');
  const streams = [...raw.matchAll(/stream\n([\s\S]*?)\nendstream/gu)].flatMap(([, content = '']) => {
    try {
      return inflateSync(Buffer.from(content, 'latin1')).toString('latin1');
    } catch {
      return [];
    }
  });
  return streams.join('\n');
}

/** The letters that go along with a PDF, as programs read them, in the order in which they come first. */
function lettersOf(pdf: Buffer): string {
  const named = [...streamsOf(pdf).matchAll(/beginbfrange([\s\S]*?)endbfrange/gu)];
  return named
    .flatMap(([, ranges = '']) => [...ranges.matchAll(/\[(.*?)\]/gu)])
    .flatMap(([, codes = '']) => [...codes.matchAll(/<([0-9a-f]{4})>/gu)])
    .map(([, code = '']) => String.fromCodePoint(Number.parseInt(code, 16)))
    .join('');
}

/** The words of a PDF in letters that every reader has, in the order in which its pages show them. */
function wordsOf(pdf: Buffer): string {
  const shown = [...streamsOf(pdf).matchAll(/\[(.*?)\] TJ/gu)].map(([, pieces = '']) =>
    [...pieces.matchAll(/<([0-9a-f]*)>/gu)]
      .map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1'))
      .join(''),
  );
  return shown.join(' ').replace(/\s+/gu, ' ');
}

test('a ticket is printed and saved as a PDF: all that one may see, also without script, and nothing else', async () => {
  const number = await newTicket(portal, 'Da stampare');
  const [giulia, luca] = [await portal.program(people.giulia), await portal.program(people.luca)];
  const found = await giulia.client.query('sync', { ticket: number, follow: false });
  if (!found.ok) throw new Error(found.code);
  const ticket = found.data.ticket.id;
  await giulia.do('ticket.reply', { ticket, body: 'Łódź: Щотижня 🙏🏽 東' });
  await giulia.do('ticket.reply', { ticket, body: 'Perché non c’è più?' });
  await giulia.do('ticket.reply', { ticket, body: 'x'.repeat(3_000) });
  await luca.do('ticket.note', { ticket, body: 'Nota riservata' });
  await luca.do('ticket.reply', { ticket, body: 'Già sistemato.' });

  const page = await portal.signIn(people.giulia, `/tickets/${number}`, { javaScriptEnabled: false });
  await page.goto(`/tickets/${number}/print`);
  await page.getByText('Già sistemato.').waitFor();
  await page.getByText('Perché non c’è più?').waitFor();
  await page.getByText('Łódź: Щотижня').waitFor();
  expect(await page.getByText('Nota riservata').count()).toBe(0);

  const fetchPdf = async (email: string) => {
    const reader = await portal.signIn(email, `/tickets/${number}/print`);
    if (email === people.luca) {
      await reader.getByText('Nota riservata').waitFor();
      expect(await violations(reader)).toEqual([]);
    }
    return reader.request.get(`/tickets/${number}/ticket.pdf`);
  };
  const theirs = await fetchPdf(people.giulia);
  expect(theirs.headers()['content-type']).toBe('application/pdf');
  const words = wordsOf(await theirs.body());
  // Letters of all of Europe as they are; what no font has is one square, and told.
  const letters = lettersOf(await theirs.body());
  for (const some of ['Łódź', 'Щотижня', '□']) expect(letters).toContain(some);
  expect(words).toContain('Perché non c');
  expect(words).toContain('Già sistemato.');
  expect(words).toContain('pagina 1');
  expect(words).not.toContain('riservata');
  expect(wordsOf(await (await fetchPdf(people.luca)).body())).toContain('Nota riservata');

  const foreign = await portal.signIn(people.paolo, '/');
  for (const path of ['print', 'ticket.pdf', 'people.json'])
    for (const which of [number, 999_999])
      expect((await foreign.request.get(`/tickets/${which}/${path}`)).status()).toBe(404);
  const stranger = await portal.visit('/login');
  const sent = await stranger.request.get(`/tickets/${number}/ticket.pdf`, { maxRedirects: 0 });
  expect(sent.status()).toBe(303);
});
