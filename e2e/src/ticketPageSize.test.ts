import { gzipSync } from 'node:zlib';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPortal, type Portal } from './portal.ts';
import { people } from './ticketPage.ts';

let portal: Portal;
/** A conversation of its own: what others do to the demo's tickets brings what few tickets need. */
let number: number;

beforeAll(async () => {
  portal = await openPortal();
  const marco = await portal.program('marco@rossi.example');
  const luca = await portal.program('luca@nordest.example');
  const opened = await marco.do('ticket.open', {
    title: 'Registri IVA',
    description: 'I registri di ottobre non quadrano.',
    category: 'accounting',
    subcategory: 'vat-registers',
  });
  number = opened.number;
  await luca.do('ticket.take', { ticket: opened.ticket });
  await luca.do('ticket.reply', { ticket: opened.ticket, body: 'Buongiorno, ci dice da quale versione?' });
  await marco.do('ticket.reply', { ticket: opened.ticket, body: 'La 2026.2, da ieri.' });
});
afterAll(() => portal.close());

/** Opens a ticket on a page of its own and does nothing; answers what came until the page was quiet. */
async function loaded(context: BrowserContext): Promise<{ requests: number; scripts: Map<string, Buffer> }> {
  const page = await context.newPage();
  const scripts = new Map<string, Promise<Buffer>>();
  let requests = 0;
  page.on('response', (response) => {
    requests += 1;
    if (response.request().resourceType() === 'script') scripts.set(response.url(), response.body());
  });
  await page.goto(`/tickets/${number}`, { waitUntil: 'networkidle' });
  const bodies = [...scripts].map(async ([url, body]): Promise<[string, Buffer]> => [url, await body]);
  return { requests, scripts: new Map(await Promise.all(bodies)) };
}

const kilobytes = (scripts: Map<string, Buffer>): number =>
  [...scripts.values()].reduce((sum, body) => sum + gzipSync(body).length, 0) / 1_000;

const textOf = (scripts: Map<string, Buffer>): string => [...scripts.values()].join('\n');

/** Two sentences of the frame, which every page carries. */
const italian = 'Vai al contenuto';
const english = 'Skip to content';

describe('a ticket’s page before anything is pressed', () => {
  it('loads at most 120 kB of compressed script in at most 25 requests', async () => {
    const signedIn = await portal.signIn(people.giulia);
    const { requests, scripts } = await loaded(signedIn.context());
    expect(kilobytes(scripts)).toBeGreaterThan(20);
    expect(kilobytes(scripts)).toBeLessThanOrEqual(120);
    expect(requests).toBeLessThanOrEqual(25);
  });

  it('brings the messages of the reader’s language only, also after another one was chosen', async () => {
    const signedIn = await portal.signIn(people.giulia);
    const inItalian = textOf((await loaded(signedIn.context())).scripts);
    expect(inItalian).toContain(italian);
    expect(inItalian).not.toContain(english);

    await signedIn.getByRole('button', { name: /^Il tuo account/ }).click();
    await signedIn.getByRole('button', { name: 'English' }).click();
    await signedIn.waitForFunction(() => document.documentElement.lang === 'en');
    const inEnglish = textOf((await loaded(signedIn.context())).scripts);
    expect(inEnglish).toContain(english);
    expect(inEnglish).not.toContain(italian);
  });
});
