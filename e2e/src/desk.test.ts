import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

const unique = (words: string): string => `${words} ${crypto.randomUUID().slice(0, 8)}`;
const queueOf = (page: Page): Locator => page.getByRole('region', { name: 'Coda' });
const rowOf = (page: Page, title: string): Locator =>
  queueOf(page).getByRole('listitem').filter({ hasText: title });
const tabsOf = (page: Page): Locator => page.getByRole('navigation', { name: 'Ticket aperti' });
const live = (page: Page): Promise<void> =>
  page.getByText('in diretta', { exact: true }).first().waitFor({ state: 'attached' });

/** Asks again until the answer is right: pages hear of changes a moment later. */
const eventually = <T>(ask: () => T | Promise<T>) => expect.poll(ask, { timeout: 15_000, interval: 50 });

/** The tickets in panes, from left to right. */
const panesOf = (page: Page): Promise<string[]> =>
  page.locator('[id^="pane-"]').evaluateAll((panes) => panes.map(({ id }) => id.slice('pane-'.length)));

/** The number beside a view in the menu. */
async function countOf(page: Page, view: string): Promise<number> {
  const text = await page
    .getByRole('navigation', { name: 'Menu principale' })
    .getByRole('link', { name: view })
    .innerText();
  return Number(/\d+/.exec(text)?.[0] ?? 0);
}

async function open(
  title: string,
  priority: 'normal' | 'blocking' = 'normal',
): Promise<{ ticket: string; number: number }> {
  const marco = await portal.program('marco@rossi.example');
  return marco.do('ticket.open', {
    title,
    description: 'I registri di ottobre non quadrano.',
    category: 'accounting',
    subcategory: 'vat-registers',
    priority,
  });
}

describe('the queue', () => {
  it('shows a new ticket to all operators at once, and who takes it to all of them', async () => {
    const luca = await portal.signIn('luca@nordest.example', '/desk?view=unassigned');
    const anna = await portal.signIn('anna@nordest.example', '/desk?view=unassigned');
    await Promise.all([live(luca), live(anna)]);
    const before = { unassigned: await countOf(luca, 'Da assegnare'), mine: await countOf(luca, 'Miei') };

    const title = unique('Registri IVA');
    await open(title);
    await Promise.all([rowOf(luca, title).waitFor(), rowOf(anna, title).waitFor()]);
    await rowOf(luca, title).getByText('!!').waitFor();
    await eventually(() => countOf(luca, 'Da assegnare')).toBe(before.unassigned + 1);

    await rowOf(luca, title).hover();
    await rowOf(luca, title)
      .getByRole('button', { name: /Prendi in carico/ })
      .click();
    await rowOf(anna, title).waitFor({ state: 'detached' });
    await eventually(() => countOf(luca, 'Da assegnare')).toBe(before.unassigned);
    await eventually(() => countOf(luca, 'Miei')).toBe(before.mine + 1);
    await luca.getByRole('link', { name: 'Miei' }).click();
    await rowOf(luca, title).waitFor();
  });

  it('has rows that are links, and opens them beside each other at a plain press', async () => {
    const title = unique('Stampa DDT');
    const { number } = await open(title);
    const page = await portal.signIn('luca@nordest.example', '/desk?view=unassigned');
    await live(page);
    const link = rowOf(page, title).getByRole('link');
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      link.click({ modifiers: ['ControlOrMeta'] }),
    ]);
    await tab.waitForURL(`**/tickets/${number}`);
    await link.click();
    await page.waitForURL(`**/desk?view=unassigned&open=${number}`);
    await page
      .getByRole('log', { name: 'Conversazione' })
      .getByText('I registri di ottobre non quadrano.')
      .waitFor();
  });

  it('offers an outside collaborator only what they were called to, and customers nothing', async () => {
    const dario = await portal.signIn('dario@esterno.example', '/desk');
    const menu = dario.getByRole('navigation', { name: 'Menu principale' });
    expect(await menu.getByRole('link', { name: 'Da assegnare' }).count()).toBe(0);
    await menu.getByRole('link', { name: 'Chiusi' }).waitFor();
    const giulia = await portal.signIn('giulia@rossi.example', '/desk');
    expect(new URL(giulia.url()).pathname).toBe('/tickets');
  });
});

describe('panes', () => {
  it('stand side by side, live, and come back with their address and their drafts', async () => {
    const titles = [unique('Fattura F/1025'), unique('Cedolini'), unique('Magazzino')];
    const tickets = await Promise.all(titles.map((title) => open(title)));
    const [one, two, three] = tickets.map(({ number }) => String(number));
    const page = await portal.signIn('luca@nordest.example', '/desk?view=unassigned');
    await live(page);
    await rowOf(page, titles[0] ?? '')
      .getByRole('link')
      .click();
    await rowOf(page, titles[1] ?? '')
      .getByRole('link')
      .click();
    await eventually(() => panesOf(page)).toEqual([one, two]);

    const first = page.locator(`#pane-${one}`);
    await first.getByLabel('Messaggio').fill('Una bozza che resta');
    await rowOf(page, titles[2] ?? '')
      .getByRole('link')
      .click();
    await eventually(() => panesOf(page)).toEqual([three, two]);
    expect(new URL(page.url()).searchParams.get('open')).toBe(`${three},${two},${one}`);

    await page.reload();
    await live(page);
    expect(await panesOf(page)).toEqual([three, two]);
    await tabsOf(page)
      .getByRole('button', { name: titles[0] ?? '' })
      .click();
    await eventually(() => panesOf(page)).toEqual([one, two]);
    await eventually(() => first.getByLabel('Messaggio').inputValue()).toBe('Una bozza che resta');

    const marco = await portal.program('marco@rossi.example');
    await marco.do('ticket.reply', { ticket: tickets[2]?.ticket ?? '', body: 'Succede ancora.' });
    await tabsOf(page)
      .getByRole('button', { name: titles[2] ?? '' })
      .getByText('!!')
      .waitFor();

    await tabsOf(page)
      .getByRole('button', { name: `Chiudi #${one}` })
      .click();
    await eventually(() => panesOf(page)).toEqual([three, two]);
    await page.locator(`#pane-${three}`).getByText('Succede ancora.').waitFor();
  });

  it('are one on a phone, with the way back to the queue', async () => {
    const title = unique('Tablet agenti');
    const { number } = await open(title);
    const page = await portal.signIn('luca@nordest.example', '/desk?view=unassigned', {
      viewport: { width: 390, height: 844 },
    });
    await live(page);
    await rowOf(page, title).getByRole('link').click();
    await page.waitForURL(/open=|tickets\//);
    await page.locator(`#pane-${number}`).getByText('I registri di ottobre non quadrano.').waitFor();
    expect(await queueOf(page).isVisible()).toBe(false);
    await page.getByRole('link', { name: 'Torna alla coda' }).click();
    await queueOf(page).waitFor();
  });

  it('say so when a ticket of the address is not there', async () => {
    const page = await portal.signIn('luca@nordest.example', '/desk?open=999999');
    await live(page);
    await page.locator('#pane-999999').getByText('Non esiste, oppure non puoi vederlo.').waitFor();
    await page.locator('#pane-999999').getByRole('button', { name: 'Chiudi' }).click();
    await eventually(() => panesOf(page)).toEqual([]);
  });
});

describe('the keyboard', () => {
  it('walks through the queue, opens, goes into a pane, closes it and changes the view', async () => {
    const page = await portal.signIn('luca@nordest.example', '/desk?view=open');
    await live(page);
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-ticket'));
    const numbers = await queueOf(page)
      .locator('[data-ticket]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-ticket')));
    await page.keyboard.press('j');
    await eventually(focused).toBe(numbers[0]);
    await page.keyboard.press('j');
    await eventually(focused).toBe(numbers[1]);
    await page.keyboard.press('k');
    await eventually(focused).toBe(numbers[0]);
    await page.keyboard.press('Enter');
    await eventually(() => panesOf(page)).toEqual([numbers[0]]);
    await page.keyboard.press('Enter');
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe(`pane-${numbers[0]}`);
    await page.keyboard.press('x');
    await eventually(() => panesOf(page)).toEqual([]);
    await page.keyboard.press('m');
    await page.waitForURL('**/desk?view=mine');
    await page.keyboard.press('u');
    await page.waitForURL('**/desk?view=unassigned');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Scorciatoie da tastiera' }).waitFor();
  });

  it('can be left out: single keys are turned off and stay off', async () => {
    const page = await portal.signIn('nadia@nordest.example', '/desk?view=unassigned');
    await live(page);
    await page.keyboard.press('?');
    await page.getByLabel('Usa le scorciatoie di un solo tasto').uncheck();
    await page.keyboard.press('Escape');
    await page.reload();
    await live(page);
    await page.keyboard.press('m');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Scorciatoie da tastiera' }).waitFor();
    expect(new URL(page.url()).search).toBe('?view=unassigned');
  });

  it('leaves letters alone where somebody types', async () => {
    const { number } = await open(unique('Bollettari'));
    const page = await portal.signIn('luca@nordest.example', `/desk?open=${number}`);
    await live(page);
    const field = page.locator(`#pane-${number}`).getByLabel('Messaggio');
    await field.pressSequentially('un xj messaggio');
    expect(await field.inputValue()).toBe('un xj messaggio');
    expect(await panesOf(page)).toEqual([String(number)]);
  });
});

describe('“Prossimo”', () => {
  it('opens what presses most and says why', async () => {
    const { ticket } = await open(unique('Siamo fermi'));
    const luca = await portal.program('luca@nordest.example');
    await luca.do('ticket.take', { ticket });
    await luca.do('ticket.urgency', { ticket, urgency: 'red' });
    const page = await portal.signIn('luca@nordest.example', '/desk?view=closed');
    await live(page);
    await page.keyboard.press('n');
    await page.getByText(/Urgenza rossa: il cliente aspetta da/).waitFor();
    expect(await panesOf(page)).toHaveLength(1);
    const [chosen] = await panesOf(page);
    await page.keyboard.press('n');
    await eventually(() => panesOf(page)).toHaveLength(2);
    expect((await panesOf(page))[0]).toBe(chosen);
  });
});

describe('without script', () => {
  it('the queue leads to the tickets, and the menu to the views', async () => {
    const title = unique('Senza script');
    const { number } = await open(title);
    const page = await portal.signIn('luca@nordest.example', '/desk?view=unassigned', {
      javaScriptEnabled: false,
    });
    await rowOf(page, title).getByRole('link').click();
    expect(new URL(page.url()).pathname).toBe(`/tickets/${number}`);
    await page.goto('/desk');
    await page.getByRole('link', { name: 'Chiusi' }).click();
    expect(page.url()).toContain('view=closed');
  });
});

describe('the desk for everybody', () => {
  it.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 390],
  ] as const)('has nothing that axe finds wrong (%s, %i px)', async (colorScheme, width) => {
    const options = { colorScheme, viewport: { width, height: 900 } };
    const page = await portal.signIn('luca@nordest.example', '/desk?view=mine', options);
    expect(await violations(page)).toEqual([]);
    await page.goto('/desk?view=mine&open=1042,1039,1041');
    await page.getByRole('log', { name: 'Conversazione' }).first().waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
});
