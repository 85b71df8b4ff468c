import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPortal, type Portal, violations } from './portal.ts';
import { field, log, newTicket, onTicket, people, send } from './ticketPage.ts';

let portal: Portal;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

describe('by keyboard and to a screen reader', () => {
  it('steps through the messages, goes to the composer, and never takes a letter that is typed', async () => {
    const number = await newTicket(portal, 'Tastiera');
    const page = await onTicket(portal, people.giulia, number);
    await send(page, 'secondo');
    await log(page).getByText('secondo').waitFor();
    await log(page).focus();
    await page.keyboard.press('k');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('secondo');
    await page.keyboard.press('ArrowUp');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('descrizione');
    await page.keyboard.press('r');
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    await page.keyboard.type('rk jr');
    expect(await field(page).inputValue()).toBe('rk jr');
    await page.keyboard.press('Control+Enter');
    await log(page).getByText('rk jr').waitFor();
  });

  it('stays on a message that waited when it is delivered', async () => {
    const number = await newTicket(portal, 'Fuoco');
    const page = await onTicket(portal, people.giulia, number);
    await page.context().setOffline(true);
    await send(page, 'dal treno');
    await log(page).getByText('dal treno').waitFor();
    await log(page).focus();
    await page.keyboard.press('k');
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('dal treno');
    expect(await focused()).toBe('');
    await page.context().setOffline(false);
    await expect.poll(focused, { timeout: 30_000 }).toBe(`entry-${number}-2`);
  });

  it('speaks what arrives, grouped, outside the silent log', async () => {
    const number = await newTicket(portal, 'Annunci');
    const giulia = await onTicket(portal, people.giulia, number);
    expect(await log(giulia).getAttribute('aria-live')).toBe('off');
    const luca = await onTicket(portal, people.luca, number);
    await send(luca, 'una');
    await giulia
      .getByRole('status')
      .getByText('Nuovo messaggio da Luca Moretti')
      .waitFor({ state: 'attached' });
  });

  it.each(['light', 'dark'] as const)('has nothing that axe finds wrong (%s)', async (colorScheme) => {
    const number = await newTicket(portal, `Accessibile ${colorScheme}`);
    const luca = await portal.signIn(people.luca, `/tickets/${number}`, { colorScheme });
    await luca.getByText('in diretta ·').waitFor();
    await luca.getByRole('button', { name: 'Nota interna' }).click();
    await send(luca, 'nota per i colleghi');
    await log(luca).getByText('nota per i colleghi').waitFor();
    expect(await violations(luca)).toEqual([]);
    await luca.getByRole('button', { name: 'Cambia stato' }).click();
    await luca.getByRole('dialog').getByLabel('Duplicato di un altro ticket').check();
    expect(await violations(luca)).toEqual([]);
    const giulia = await portal.signIn(people.giulia, `/tickets/1042`, {
      colorScheme,
      viewport: { width: 390, height: 844 },
    });
    await giulia.getByText('in diretta ·').waitFor();
    await giulia.getByRole('button', { name: 'Mostra i dettagli' }).click();
    await giulia.getByRole('dialog').getByText('Contabilità').waitFor();
    expect(await violations(giulia)).toEqual([]);
  });
});
