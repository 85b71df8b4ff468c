import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { SportelloClient } from '@sportello/core/client';
import { findChromium } from '@sportello/e2e';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
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

/** Keys that are pressed, and milliseconds between two of them: a fast typist, never in step with what arrives. */
const KEYS = 60;
const KEY_EVERY = 83;

/** Milliseconds between two messages: fifty a second. */
const MESSAGE_EVERY = 20;

/** Least duration the browser tells; what it does not tell took less. */
const LEAST_TOLD = 16;

/** Has messages written at a steady rate, however long each takes; answers what ends it and tells how many a second came. */
function keepBusy(operator: SportelloClient, ticket: string): () => Promise<number> {
  const began = performance.now();
  const written: Promise<number>[] = [];
  let isBusy = true;
  const writing = (async () => {
    while (isBusy) {
      written.push(write(operator, ticket));
      await pause(Math.max(0, began + written.length * MESSAGE_EVERY - performance.now()));
    }
  })();
  return async () => {
    isBusy = false;
    await writing;
    await Promise.all(written);
    return (written.length * 1_000) / (performance.now() - began);
  };
}

/**
 * Types and answers how long each key took. The browser measures it (Event Timing): from the key press to the frame that
 * shows it, to 8 ms. Asking from here would measure the way to the browser and back as well.
 */
async function typed(tab: Page): Promise<number[]> {
  const told = await tab.evaluateHandle((least) => {
    const durations: number[] = [];
    const init: PerformanceObserverInit & { durationThreshold: number } = {
      type: 'event',
      durationThreshold: least,
    };
    // Nothing in here may have a name: what compiles this file would mark it with a function the page does not have.
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name === 'keydown') durations.push(entry.duration);
    }).observe(init);
    return durations;
  }, LEAST_TOLD);
  for (let key = 0; key < KEYS; key += 1) {
    await tab.keyboard.press('a');
    await pause(KEY_EVERY);
  }
  // The last keys are told when they are painted, and a moment later.
  await pause(500);
  const durations = await told.jsonValue();
  if (durations.length === 0) throw new Error('the browser does not tell how long keys take');
  return [...durations, ...Array<number>(Math.max(0, KEYS - durations.length)).fill(LEAST_TOLD)];
}

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
    const rest = keepBusy(operator, ticket);
    let taken: number[] = [];
    let rate = 0;
    try {
      // As many as a page shows at most: the longest thread there is to draw.
      await tab.locator('article').nth(240).waitFor();
      taken = await typed(tab);
    } finally {
      rate = await rest();
    }
    const text = await field.inputValue();
    for (const client of [operator, giulia]) client.close();
    await close();
    if (text.length !== KEYS) throw new Error(`${KEYS} keys were pressed and ${text.length} arrived`);
    return [
      {
        id: 'F13',
        name: `key press → painted in the composer while messages arrive (${rate.toFixed(0)}/s), p95 ms`,
        value: quantile(taken, 0.95),
        target: { must: 50, goal: 16 },
      },
    ];
  },
};
