import { gzipSync } from 'node:zlib';
import { findChromium } from '@sportello/e2e';
import { type BrowserContext, chromium } from 'playwright-core';
import { openTicket, write } from '../conversation.ts';
import { type Figure, quantile } from '../figure.ts';
import type { World } from '../world.ts';

async function signedIn(
  world: World,
  email: string,
): Promise<{ context: BrowserContext; close(): Promise<void> }> {
  const browser = await chromium.launch(await findChromium());
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'it-IT' });
  const [name = '', value = ''] = (await world.cookie(email)).split('=', 2);
  await context.addCookies([{ name, value, url: world.app.url }]);
  return { context, close: () => browser.close() };
}

/** F12: what the ticket page sends, and when it is there on a slow machine. */
export const page: Figure = {
  id: 'F12',
  title: 'ticket page',
  measure: async (world) => {
    const { context, close } = await signedIn(world, 'giulia@rossi.example');
    const tab = await context.newPage();
    const scripts: Promise<number>[] = [];
    let requests = 0;
    tab.on('response', (response) => {
      requests += 1;
      if (response.request().resourceType() === 'script')
        scripts.push(
          response.body().then(
            (body) => gzipSync(body).length,
            () => 0,
          ),
        );
    });
    const session = await context.newCDPSession(tab);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await tab.goto(`${world.app.url}/tickets/1042`, { waitUntil: 'networkidle' }).catch(() => undefined);
    const lcp = await tab.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? 0)).observe({
            type: 'largest-contentful-paint',
            buffered: true,
          });
          setTimeout(() => resolve(0), 2_000);
        }),
    );
    const bytes = (await Promise.all(scripts)).reduce((sum, one) => sum + one, 0);
    await close();
    return [
      {
        id: 'F12',
        name: 'script before interaction, kB gzipped',
        value: bytes / 1_000,
        target: { must: 120, goal: 70 },
      },
      { id: 'F12.requests', name: 'requests', value: requests, target: { must: 25, goal: 12 } },
      {
        id: 'F12.lcp',
        name: 'largest paint on a four times slower processor, s',
        value: lcp / 1_000,
        target: { must: 2, goal: 1 },
      },
    ];
  },
};

/** F13: a key in the composer while the ticket is busy. */
export const input: Figure = {
  id: 'F13',
  title: 'input',
  measure: async (world) => {
    const { context, close } = await signedIn(world, 'giulia@rossi.example');
    const operator = await world.client('luca@nordest.example');
    const giulia = await world.client('giulia@rossi.example');
    const ticket = await openTicket(giulia);
    const opened = await giulia.query('sync', { ticket });
    const number = opened.ok ? opened.data.ticket.number : 0;
    const tab = await context.newPage();
    await tab.goto(`${world.app.url}/tickets/${number}`);
    const field = tab.getByLabel('Messaggio');
    await field.waitFor();
    await field.focus();
    let isBusy = true;
    const busy = (async () => {
      while (isBusy) {
        await write(operator, ticket);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    const taken: number[] = [];
    for (let index = 0; index < 40; index += 1) {
      const at = performance.now();
      await tab.keyboard.press('a');
      await tab.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve(null))));
      taken.push(performance.now() - at);
    }
    isBusy = false;
    await busy;
    for (const client of [operator, giulia]) client.close();
    await close();
    return [
      {
        id: 'F13',
        name: 'key press → painted in the composer while messages arrive, p95 ms',
        value: quantile(taken, 0.95),
        target: { must: 50, goal: 16 },
      },
    ];
  },
};
