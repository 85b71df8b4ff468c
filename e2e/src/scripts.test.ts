import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signIn } from '@sportello/core/client';
import { freePort, type Service, startApplication } from '@sportello/services';
import { databaseUrl, servers, uniqueName } from '@sportello/services/testing';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { payloads, poison } from './poison.ts';
import { openPortal, type Portal } from './portal.ts';

/** A portal of this test's own: what it writes stands in the names of everybody and everything. */
let process: Service;
let portal: Portal;
let folder = '';
let number = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sportello-scripts-'));
  const name = uniqueName('scripts');
  const port = await freePort();
  process = await startApplication({
    title: 'The portal full of scripts',
    root: new URL('../../', import.meta.url).pathname,
    folder,
    port,
    env: {
      MONGO_URL: databaseUrl(name),
      MEILI_URL: servers().meiliUrl,
      MEILI_MASTER_KEY: servers().meiliKey,
      SEARCH_PREFIX: name,
      ORIGIN: `http://localhost:${port}`,
      AUTH_SECRET: 'a-secret-of-the-tests-that-is-long-enough',
      WEB: '1',
      WORKER: '1',
      DEMO: '1',
      MAIL_QUIET: '1',
      LOG_LEVEL: 'warn',
      NODE_ENV: 'production',
    },
    patience: 180_000,
  });
  portal = await openPortal({ url: process.url });
  const session = await signIn(process.url, 'giulia@rossi.example', 'prova-sportello');
  if (!session.ok) throw new Error(session.code);
  number = await poison(portal, databaseUrl(name), session.data.cookie);
}, 300_000);
afterAll(async () => {
  await portal?.close();
  await process?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What happened on a page that must not: a payload ran, the policy had to stop one, a dialog opened, it led elsewhere. */
async function watched(page: Page): Promise<string[]> {
  const seen: string[] = [];
  await page.context().exposeFunction('__told', (what: string) => void seen.push(what));
  await page.context().addInitScript(() => {
    const tell = (globalThis as unknown as { __told: (what: string) => void }).__told;
    Object.defineProperty(globalThis, '__x', { value: () => tell(`ran on ${location.href}`) });
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      tell(`${violatedDirective} ${blockedURI} ${sample} on ${location.href}`),
    );
  });
  page.on('dialog', (dialog) => {
    seen.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('framenavigated', (frame) => {
    if (!frame.url().startsWith(portal.url) && frame.url() !== 'about:blank')
      seen.push(`led to ${frame.url()}`);
  });
  page.on('request', (request) => {
    if (!/^(blob|data|about):/u.test(request.url()) && !request.url().startsWith(portal.url))
      seen.push(`fetched ${request.url()}`);
  });
  return seen;
}

const everybodys = () => [
  '/tickets?view=all',
  '/tickets?view=open&requestType=assistance',
  `/tickets/${number}`,
  `/tickets/${number}/print`,
  '/tickets/new',
  `/tickets/new?followUpOf=${number}`,
  `/tickets/new?${new URLSearchParams({ program: payloads[0] ?? '', error: payloads[3] ?? '', title: payloads[1] ?? '' })}`,
  '/tickets/views?view=open',
  '/faq',
  '/faq/fattura-scartata-cosa-fare-in-5-giorni',
  `/search?q=${encodeURIComponent(payloads[0] ?? '')}`,
  '/search?q=onerror',
  `/nowhere/${encodeURIComponent(payloads[0] ?? '')}`,
  `/tickets?view=${encodeURIComponent(payloads[1] ?? '')}#${payloads[0]}`,
];
const administrators = [
  '/articles/categories',
  '/settings/form',
  '/settings/mail',
  '/settings/routing',
  '/settings/service',
  '/settings/workflow',
  '/settings/workflow/replay',
  '/companies',
];

describe.each([
  ['a customer', 'giulia@rossi.example', () => ['/', ...everybodys()]],
  [
    'an operator',
    'luca@nordest.example',
    () => ['/desk?view=open', `/desk?view=all&open=${number}`, ...everybodys()],
  ],
  ['an administrator', 'elena@nordest.example', () => [...administrators, ...everybodys()]],
] as const)('%s', (_, email, addresses) => {
  it('sees on every page what was written, and nothing of it runs (XSS-01, XSS-02, XSS-03, XSS-09, XSS-12)', async () => {
    const page = await portal.signIn(email, '/faq');
    const seen = await watched(page);
    for (const address of addresses()) {
      await page.goto(address, { waitUntil: 'load' });
      await page.waitForTimeout(150);
      // Whatever waits for a hand or a look.
      await page.evaluate(() => {
        for (const one of document.querySelectorAll('details')) one.open = true;
        for (const one of document.querySelectorAll('*')) one.dispatchEvent(new MouseEvent('mouseover'));
      });
    }
    expect(seen).toEqual([]);
    await page.goto(`/tickets/${number}`);
    await page.getByRole('log').getByText('<img src=x onerror=__x()>').first().waitFor();
    expect(await page.title()).toContain('<img src=x onerror=__x()>');
    // One that is not text is seen: the policy stops it.
    await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=__x()>'));
    await expect.poll(() => seen).toEqual([expect.stringMatching(/^script-src-attr inline/u)]);
    await page.evaluate('__x()');
    await expect.poll(() => seen).toContainEqual(expect.stringMatching(/^ran on /u));
  });
});

it('what stands over a page or comes in live is text as well: notifications, presence, menus, the search field (XSS-01)', async () => {
  const luca = await portal.signIn('luca@nordest.example', `/tickets/${number}`);
  const seen = await watched(luca);
  await luca.reload();
  await luca.getByText('in diretta ·').waitFor();
  const giulia = await portal.program('giulia@rossi.example');
  const answer = await giulia.client.query('sync', { ticket: number });
  const ticket = answer.ok ? answer.data.ticket.id : '';
  giulia.client.presence(ticket, 'writing');
  await giulia.do('ticket.reply', { ticket, body: payloads.slice(0, 25).join('\n\n') });
  await luca.getByRole('log').getByText('{@html').last().waitFor();
  await luca.getByRole('button', { name: /^Notifiche/u }).click();
  await luca.waitForTimeout(300);
  await luca.keyboard.press('Escape');
  const search = luca.getByRole('combobox', { name: 'Cerca' });
  await search.fill('onerror');
  await luca.waitForTimeout(600);
  for (const button of await luca.getByRole('button', { expanded: false }).all()) {
    if (!(await button.isVisible())) continue;
    await button.click({ timeout: 1_000 }).catch(() => undefined);
    await luca.keyboard.press('Escape');
  }
  expect(seen).toEqual([]);
});

it('mails show it as text too (XSS-04, MAI-10)', async () => {
  const page = await portal.visit('/dev/mail');
  const seen = await watched(page);
  await expect
    .poll(async () => {
      await page.goto('/dev/mail');
      return page.getByRole('listitem').count();
    })
    .toBeGreaterThan(1);
  const links = await page
    .getByRole('listitem')
    .getByRole('link')
    .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
  for (const link of links.slice(0, 12)) {
    await page.goto(link);
    await page.goto(`${link}/html`);
    // The text of the mail alone, as a mail program without any policy would have it.
    const html = await page.content();
    expect(html).not.toMatch(/<(script|iframe|object|svg|math|form|base|meta http-equiv)/iu);
    expect(await page.locator('img[onerror], [onload], [onmouseover]').count()).toBe(0);
  }
  expect(seen).toEqual([]);
});
