import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPortal, type Portal } from './portal.ts';
import { people } from './ticketPage.ts';

let portal: Portal;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

describe('whoever asks without end', () => {
  it('is told to wait, by number and in words, and keeps what was typed; others are not held up (SEA-11, B.4)', async () => {
    const from = { 'x-forwarded-for': '203.0.113.77' };
    const ask = async (headers: Record<string, string>, path = '/faq/search.json?q=') =>
      (await fetch(`${portal.url}${path}`, { headers })).status;
    const page = await portal.visit('/search', { extraHTTPHeaders: from });
    const top = page.getByRole('combobox', { name: 'Cerca' });
    const statuses: number[] = [];
    for (let turn = 0; turn < 20; turn += 1)
      statuses.push(...(await Promise.all(Array.from({ length: 35 }, () => ask(from)))));
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(600);
    const refused = await fetch(`${portal.url}/faq/search.json?q=iva`, { headers: from });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('cache-control')).toBe('private, no-store');
    expect(await refused.json()).toMatchObject({ ok: false, code: 'too_many_requests' });

    const own = page.getByRole('main').getByLabel('Cerca');
    await own.fill('iva');
    await page.getByText(/Troppe richieste in poco tempo. Riprova tra/).waitFor();
    expect(await own.inputValue()).toBe('iva');
    const answer = await page.goto('/search?q=iva+trimestrale');
    expect(answer?.status()).toBe(429);
    await page.getByText(/Troppe richieste in poco tempo. Riprova tra/).waitFor();
    expect(await own.inputValue()).toBe('iva trimestrale');
    await page.goto('/faq/fattura-scartata-cosa-fare-in-5-giorni');
    await top.fill('cedolini');
    await page.getByText(/Troppe richieste in poco tempo. Riprova tra/).waitFor();
    expect(await top.inputValue()).toBe('cedolini');

    expect(await ask({ 'x-forwarded-for': '203.0.113.78' })).toBe(200);
    const giulia = await portal.signIn(people.giulia, '/search?q=cedolini', { extraHTTPHeaders: from });
    await giulia.getByRole('region', { name: 'Articoli' }).waitFor();
  });
});
